/**
 * Waits for a part of the program that is loaded when it is first needed: `await loadPart(import('./part'))`. Rejects
 * with what to do where its file is not there, as after an update while the window was open.
 */
export async function loadPart<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Error(
      `A part of Relabel could not be loaded. Reload the window; if that does not help, install Relabel again. (${reason})`,
      { cause: error },
    );
  }
}
