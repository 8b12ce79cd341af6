import * as vscode from 'vscode';
import { messageOf } from '../log';
import { askedIn } from './askedIn';
import type { Asked, Place } from './inTurn';

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** Why a text cannot be taken; undefined when it can. */
  readonly refused?: (text: string) => Promise<string | undefined>;
}

/** Asks for a text, and says while it is typed why it cannot be taken. Undefined when the user stops. */
export function askText(
  { title, prompt, value, refused = () => Promise.resolve(undefined) }: TextQuestion,
  place: Place,
): Promise<Asked<string> | undefined> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.value = value;
  const isFine = async (): Promise<boolean> => {
    const text = box.value;
    const why = await refused(text).catch(messageOf);
    // Somebody types on while git is asked.
    if (text !== box.value) return false;
    box.validationMessage = why;
    return why === undefined;
  };
  box.onDidChangeValue(() => void isFine());
  return askedIn(box, place, () => box.value, isFine);
}
