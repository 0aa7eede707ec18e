"""Makes the images of data from the unpacked npm package emoji-datasource-google 16.0.0: sixty of each of seven kinds, on white."""
import json
import os
import sys

from PIL import Image

KINDS = {
    "Activities": "activities", "Animals & Nature": "animals", "Flags": "flags", "Food & Drink": "food", "Objects": "objects", "Smileys & Emotion": "faces", "Travel & Places": "places",
}
COUNT = 60

package, folder = sys.argv[1], os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
emoji = [e for e in json.load(open(os.path.join(package, "emoji.json"))) if e["has_img_google"]]
for category, kind in KINDS.items():
    found = sorted((e for e in emoji if e["category"] == category), key=lambda e: e["sort_order"])
    os.makedirs(os.path.join(folder, kind), exist_ok=True)
    for i in range(COUNT):
        e = found[i * len(found) // COUNT]
        image = Image.open(os.path.join(package, "img", "google", "64", e["image"])).convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        white.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(os.path.join(folder, kind, e["unified"].lower() + ".png"), optimize=True)
