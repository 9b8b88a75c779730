// A thread that waits for the user's answer.

#include "internal.h"
#include <string.h>

volatile int32_t interruptFlag;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
// With the lock held:
static bool isAsking, hasAnswer;
/// Every question gets one answer. Those of questions that were interrupted are nobody's.
static int strayAnswers;
static char *answer;

bool CRBeginQuestion(void) {
    pthread_mutex_lock(&lock);
    // One question at a time; the others wait for their turn.
    while (isAsking && !interruptFlag) pthread_cond_wait(&changed, &lock);
    bool mayAsk = !interruptFlag;
    if (mayAsk) {
        isAsking = true;
        hasAnswer = false;
    }
    pthread_mutex_unlock(&lock);
    return mayAsk;
}

char *CRWaitForAnswer(void) {
    pthread_mutex_lock(&lock);
    while (!hasAnswer && !interruptFlag) pthread_cond_wait(&changed, &lock);
    if (!hasAnswer) strayAnswers++;
    // The caller frees with `free`, and frees memory of its own heap.
    char *text = answer ? strdup(answer) : NULL;
    CRFreeText(answer);
    answer = NULL;
    isAsking = hasAnswer = false;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return text;
}

void CRAnswer(const char *text) {
    pthread_mutex_lock(&lock);
    if (strayAnswers) {
        strayAnswers--;
    } else if (isAsking && !hasAnswer) {
        answer = eventText(text);
        hasAnswer = true;
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
}

const int32_t *CRInterruptFlag(void) {
    return (const int32_t *)&interruptFlag;
}

void CRLowerInterruptFlag(void) {
    interruptFlag = 0;
}

void CRRaiseInterruptFlag(void) {
    pthread_mutex_lock(&lock);
    interruptFlag = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}
