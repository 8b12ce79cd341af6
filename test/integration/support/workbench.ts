import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { backend } from './backend';
import { Companion, fileUri } from './companion';
import { eventually } from './eventually';
import { registerHooks } from './hooks';
import { once } from './once';
import { pickRow, typeIntoInput, runFromPalette } from './palette';
import type { Session } from './session';
import type { TabInfo } from '../companion/protocol';

const EXTENSION = 'relabel.relabel';
const VIEW_TYPE = 'relabel.editor';

/** Until then a notification shows by itself. */
const TOAST_MS = 15_000;

/** A VS Code window with Relabel installed, and what a person does in it. */
export class Workbench {
  readonly folder: string;
  /** Answers from inside the extension host, for what a person could look up but a script can only ask. */
  readonly companion: Companion;
  readonly #session: Session;

  constructor(folder: string, session: Session, companion: Companion) {
    this.folder = folder;
    this.#session = session;
    this.companion = companion;
  }

  get page(): Page {
    return this.#session.page;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Resolves once the workbench shows and its extensions run. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
    await this.companion.ready();
  }

  /** Opens an image with Relabel, as "Reopen Editor With…" does, and waits until its canvas shows. */
  async openImage(name: string): Promise<FrameLocator> {
    await this.companion.call('executeCommand', 'vscode.openWith', fileUri(this.path(name)), VIEW_TYPE);
    await eventually(
      `Relabel has ${name} open`,
      async () => (await this.activeTab())?.path === this.path(name),
    );
    const frame = this.webviewFrame();
    await frame.locator('canvas').first().waitFor();
    return frame;
  }

  /** Double-clicks a file in the Explorer. */
  async openFromExplorer(name: string): Promise<void> {
    await this.explorerRow(name).dblclick();
  }

  explorerRow(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first();
  }

  /** Opens a file by a click on its row, and once more where the tree was still moving under the pointer. */
  async openByClick(name: string): Promise<void> {
    const isOpen = async (): Promise<boolean> => (await this.activeTab())?.path === this.path(name);
    for (let attempt = 0; attempt < 3 && !(await isOpen()); attempt++) {
      await this.explorerRow(name).click();
      for (let wait = 0; wait < 20 && !(await isOpen()); wait++) await this.page.waitForTimeout(200);
    }
  }

  /**
   * Right-clicks and takes an entry. VS Code ignores a click on a menu that has just opened, and one that opens right
   * after the window did may lack what extensions add to it: then it is opened once more.
   */
  async chooseFromMenu(target: Locator, entry: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: entry });
    let isClicked = false;
    await eventually(`${entry} is taken`, async () => {
      if (!(await item.isVisible())) {
        if (isClicked) return true;
        await this.page.keyboard.press('Escape');
        await target.click({ button: 'right', timeout: 5000 });
        await item.waitFor({ timeout: 3000 });
      }
      await item.click({ timeout: 2000 });
      isClicked = true;
      return item.waitFor({ state: 'hidden', timeout: 2000 }).then(() => true);
    });
  }

  /** The page of the visible custom editor; with several groups, of the one at `index`. */
  webviewFrame(index = 0): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready:visible').nth(index);
    return outer.contentFrame().frameLocator('iframe#active-frame');
  }

  /** Runs a command by its full title, such as "Relabel: Detect Objects", through the palette. */
  async runCommand(title: string): Promise<void> {
    await runFromPalette(this.page, title);
  }

  /** Types into the open quick pick and takes the row with this label. */
  async quickPick(label: string, typed = label): Promise<void> {
    await pickRow(this.page, label, typed);
  }

  /** Fills the open input box and presses Enter. */
  async quickInput(text: string): Promise<void> {
    await typeIntoInput(this.page, text);
  }

  /**
   * The notification with this text, once it shows. VS Code shows no more than three new ones within 800 ms: what it
   * left out is in its centre.
   */
  async notification(text: string | RegExp): Promise<Locator> {
    const item = this.page
      .locator('.notification-toast .notification-list-item, .notifications-center .notification-list-item')
      .filter({ hasText: text })
      .first();
    const shown = await item.waitFor({ timeout: TOAST_MS }).then(
      () => true,
      () => false,
    );
    if (shown) return item;
    await this.runCommand('Notifications: Show Notifications');
    await item.waitFor();
    return item;
  }

  async clickNotification(text: string | RegExp, button: string): Promise<void> {
    const toast = await this.notification(text);
    await toast.locator('.notification-list-item-buttons-container a', { hasText: button }).click();
  }

  /** Clicks a button of the open modal dialog. */
  async clickDialog(button: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box .dialog-buttons a', { hasText: button }).first().click();
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar .statusbar-item').filter({ hasText: text }).first();
  }

  async activeTab(): Promise<TabInfo | undefined> {
    return (await this.companion.call('tabs')).find((tab) => tab.isActive);
  }

  /** Whether the tab of this file has unsaved changes. */
  async isDirty(name: string): Promise<boolean> {
    const tabs = await this.companion.call('tabs');
    return tabs.some((tab) => tab.path === this.path(name) && tab.isDirty);
  }

  /** Saves the active editor by its key and waits until nothing is unsaved in it. */
  async save(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await eventually(`${name} is saved`, async () => !(await this.isDirty(name)));
  }

  async isRelabelActive(): Promise<boolean> {
    return this.companion.call('isActive', EXTENSION);
  }

  /** Closes the window and opens it again; unsaved work must come back by hot exit. */
  async restart(): Promise<void> {
    this.companion.forget();
    await this.#session.restart();
    await this.ready();
  }

  async close(): Promise<void> {
    openWorkbenches().delete(this);
    await this.#session.close();
  }
}

registerHooks(openWorkbenches);

/** Opens a window on a folder; `ready` when it resolves. */
export async function openWorkbench(folder: string): Promise<Workbench> {
  const { open, companionDir } = await backend();
  const bench = new Workbench(folder, await open(folder), new Companion(companionDir, folder));
  openWorkbenches().add(bench);
  await bench.ready();
  return bench;
}

/** Windows that are open now, in the order they were opened. */
export function openWorkbenches(): Set<Workbench> {
  return once('workbenches', () => new Set<Workbench>());
}
