// Times the training step of llm.c's GPT-2, whose source its own repository has: gcc -Ofast -march=native -I llm.c llmc.c -lm
#define TESTING
#include "train_gpt2.c"
#include <time.h>

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

// llmc CHECKPOINT TOKENS ROWS POSITIONS STEPS: prints the loss of each step, and how long it took.
int main(int argc, char** argv)
{
    GPT2 model;
    gpt2_build_from_checkpoint(&model, argv[1]);
    int rows = atoi(argv[3]), positions = atoi(argv[4]), steps = atoi(argv[5]), count = rows * positions;
    int* tokens = mallocCheck(2 * count * sizeof(int));
    FILE* file = fopenCheck(argv[2], "rb");
    freadCheck(tokens, sizeof(int), 2 * count, file);
    fcloseCheck(file);
    for (int step = 1; step <= steps; step++)
    {
        double start = milliseconds();
        gpt2_forward(&model, tokens, tokens + count, rows, positions);
        gpt2_zero_grad(&model);
        gpt2_backward(&model);
        gpt2_update(&model, 1e-3f, 0.9f, 0.999f, 1e-8f, 0.0f, step);
        printf("step %.6f %.3f\n", model.mean_loss, milliseconds() - start);
    }
    return 0;
}
