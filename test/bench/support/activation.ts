import { eventually } from '../../integration/support/eventually';
import type { CodeWindow } from './window';

/**
 * Milliseconds that Relabel's activation took, from "Developer: Show Running Extensions": the extension host's own
 * clock, loading the code and running `activate`.
 */
export async function activationTimeMs({ page, companion }: CodeWindow): Promise<number> {
  await eventually('Relabel is active', () => companion.call('isActive', 'relabel.relabel'));
  await companion.call('executeCommand', 'workbench.action.showRuntimeExtensions');
  const row = page.locator('.runtime-extensions-editor .extension').filter({ hasText: /Relabel/ });
  const text = await eventually('its time shows', async () => {
    const said = await row.first().locator('.activation-time').textContent();
    return /([\d.]+)\s*ms/.exec(said ?? '')?.[1];
  });
  await companion.call('executeCommand', 'workbench.action.closeActiveEditor');
  return Number(text);
}
