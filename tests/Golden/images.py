#!/usr/bin/env python3
"""Writes images.json: small images as files, in base64, what Pillow decodes them to, and what it makes of them in another size; and arrays as NumPy writes them.

An image is 37 by 53 pixels of three slopes. PNG and BMP are exact; JPEG decoders differ by a few steps of brightness. "resized" is Pillow's BILINEAR, rows of pixels of three channels.

Run with Pillow 9.4 and NumPy 1.24 (Debian's python3-pil, python3-numpy):  /usr/bin/python3 tests/Golden/images.py
"""
import base64
import io
import json
import pathlib

import numpy
import PIL
from PIL import Image

WIDTH, HEIGHT = 53, 37


def slopes():
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    return Image.fromarray(numpy.stack([x * 255 // (WIDTH - 1), y * 255 // (HEIGHT - 1), (x * y) % 256], axis=-1).astype(numpy.uint8))


def saved(image, name, **options):
    stream = io.BytesIO()
    image.save(stream, format=name, **options)
    return base64.b64encode(stream.getvalue()).decode()


def pixels(image):
    return [int(v) for v in numpy.asarray(image).ravel()]


def array(values, **options):
    stream = io.BytesIO()
    numpy.lib.format.write_array(stream, values, **options)
    return base64.b64encode(stream.getvalue()).decode()


def archive(save, **arrays):
    stream = io.BytesIO()
    save(stream, **arrays)
    return base64.b64encode(stream.getvalue()).decode()


def decoded(file):
    return pixels(Image.open(io.BytesIO(base64.b64decode(file))))


image = slopes()
ramp = numpy.arange(-6, 6).reshape(3, 4)
arrays = {name: array((ramp + 6 if name[0] == "u" else ramp).astype(name)) for name in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", ">f4", ">i2"]}
arrays |= {
    "bool": array(ramp > 0), "version2": array(ramp.astype("f4"), version=(2, 0)), "version3": array(ramp.astype("f4"), version=(3, 0)), "scalar": array(numpy.float32(2.5)),
    "vector": array(ramp.ravel().astype("f8")), "empty": array(numpy.zeros((0, 4), "f4")), "fortran": array(numpy.asfortranarray(ramp.astype("f4"))), "objects": array(numpy.array([None, "x"], object)),
    "text": array(numpy.array(["ab", "c"])), "records": array(numpy.zeros(3, dtype=[("a", "f4"), ("b", "i4")])),
}
files = {
    "png": saved(image, "PNG"), "palette": saved(image.quantize(16), "PNG"), "transparent": saved(image.convert("RGBA"), "PNG"), "grey": saved(image.convert("L"), "PNG"),
    "jpeg": saved(image, "JPEG", quality=95), "progressive": saved(image, "JPEG", quality=90, progressive=True), "bmp": saved(image, "BMP"), "gif": saved(image.quantize(16), "GIF"),
}
result = {
    "generator": f"Pillow {PIL.__version__}, NumPy {numpy.__version__}",
    "files": files,
    "pixels": {"png": pixels(image), "palette": pixels(image.quantize(16).convert("RGB")), "jpeg": decoded(files["jpeg"]), "progressive": decoded(files["progressive"])},
    "resized": {f"{w}x{h}": pixels(image.resize((w, h), Image.BILINEAR)) for w, h in [(16, 11), (80, 50), (53, 20), (7, 90)]},
    "cropped": {"21x21": pixels(image.crop((8, 0, 45, 37)).resize((21, 21), Image.BILINEAR))},
    "arrays": arrays,
    "archives": {
        "stored": archive(numpy.savez, x=ramp.astype("f4"), y=numpy.arange(3)), "compressed": archive(numpy.savez_compressed, x=ramp.astype("f4"), y=numpy.arange(3)),
    },
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
