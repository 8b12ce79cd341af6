/** Where a question stands in a row of them. */
export interface Place {
  /** From 1, of the questions that apply. */
  readonly step: number;
  readonly totalSteps: number;
  /** False at the first question. */
  readonly canGoBack: boolean;
}

/** What the user did: answered, or went back; what stands in the box is kept either way. */
export interface Asked<T> {
  readonly go: 'on' | 'back';
  readonly value: T;
}

/** One question. `ask` shows what `answers` holds already, and resolves with undefined when the user stops. */
export interface Question<T> {
  readonly applies?: (answers: T) => boolean;
  readonly ask: (answers: T, place: Place) => Promise<Asked<T> | undefined>;
}

/**
 * Asks one question after the other, each with a way back to the one before; answers given later are kept meanwhile.
 * Undefined when the user stops. Rejects with what a question throws.
 */
export async function inTurn<T>(start: T, questions: readonly Question<T>[]): Promise<T | undefined> {
  let answers = start;
  let at: number | undefined = firstFrom(questions, answers, 0);
  while (at !== undefined) {
    const asked: Asked<T> | undefined = await questions[at]?.ask(answers, placeOf(questions, answers, at));
    if (!asked) return undefined;
    answers = asked.value;
    at =
      asked.go === 'on' ? firstFrom(questions, answers, at + 1) : (lastBefore(questions, answers, at) ?? at);
  }
  return answers;
}

function applies<T>(question: Question<T>, answers: T): boolean {
  return question.applies?.(answers) ?? true;
}

function firstFrom<T>(questions: readonly Question<T>[], answers: T, from: number): number | undefined {
  const found = questions.findIndex((question, at) => at >= from && applies(question, answers));
  return found < 0 ? undefined : found;
}

function lastBefore<T>(questions: readonly Question<T>[], answers: T, before: number): number | undefined {
  const found = questions.findLastIndex((question, at) => at < before && applies(question, answers));
  return found < 0 ? undefined : found;
}

function placeOf<T>(questions: readonly Question<T>[], answers: T, at: number): Place {
  const asked = (list: readonly Question<T>[]): number =>
    list.filter((question) => applies(question, answers)).length;
  const before = asked(questions.slice(0, at));
  return { step: before + 1, totalSteps: asked(questions), canGoBack: before > 0 };
}
