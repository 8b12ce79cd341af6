import * as vscode from 'vscode';
import { loadPart } from '../../engine/loadPart';
import { messageOf } from '../log';
import type * as bodiesPart from './bodies';
import type { CommandServices } from './services';

/** `args`: all that the command was called with, a row of a view or an entry of Source Control among them. */
export type Handler = (
  services: CommandServices,
  uri: vscode.Uri | undefined,
  args: readonly unknown[],
) => unknown;

type Bodies = typeof bodiesPart;
/** Those that are called as commands are; others there are called by name. */
type Body = { [Name in keyof Bodies]: Bodies[Name] extends Handler ? Name : never }[keyof Bodies];

/** What commands do, with all they need: a good part of the extension. Rejects with what to do about it. */
export function bodies(): Promise<Bodies> {
  return loadPart(import('./bodies'));
}

/** A command whose body is loaded when it is first run. */
export function later(name: Body): Handler {
  return async (services, uri, args) => {
    const body = await bodies().catch((error: unknown) => {
      services.log.error(messageOf(error));
      void vscode.window.showErrorMessage(messageOf(error));
    });
    const handler: Handler | undefined = body?.[name];
    return handler?.(services, uri, args);
  };
}
