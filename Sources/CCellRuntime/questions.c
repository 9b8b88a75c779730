// A thread that waits for the user's answer.

#include "internal.h"
#include <stdlib.h>
#include <string.h>

volatile int32_t interruptFlag;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
static bool isWaiting, hasAnswer;
static char *answer;

char *CRWaitForAnswer(void) {
    pthread_mutex_lock(&lock);
    // One question at a time; the others wait for their turn.
    while (isWaiting && !interruptFlag) pthread_cond_wait(&answered, &lock);
    isWaiting = true;
    hasAnswer = false;
    while (!hasAnswer && !interruptFlag) pthread_cond_wait(&answered, &lock);
    char *text = hasAnswer ? answer : NULL;
    answer = NULL;
    isWaiting = hasAnswer = false;
    pthread_cond_broadcast(&answered);
    pthread_mutex_unlock(&lock);
    return text;
}

void CRAnswer(const char *text) {
    pthread_mutex_lock(&lock);
    // An answer to a question that was interrupted is nobody's.
    if (isWaiting && !hasAnswer) {
        answer = text ? strdup(text) : NULL;
        hasAnswer = true;
        pthread_cond_broadcast(&answered);
    }
    pthread_mutex_unlock(&lock);
}

const int32_t *CRInterruptFlag(void) {
    return (const int32_t *)&interruptFlag;
}

void CRRaiseInterruptFlag(void) {
    pthread_mutex_lock(&lock);
    interruptFlag = 1;
    pthread_cond_broadcast(&answered);
    pthread_mutex_unlock(&lock);
}
