/** Everything around the canvas, in files of its own: the picture does not wait for it. Fetches, and defines nothing. */
export function fetchPanels(): Promise<{ definePanels(): void }> {
  return import('./panels');
}

/** Defines what is seen first, then the rest; once. Rejects when a file is not there. */
export async function showPanels(): Promise<void> {
  const { definePanels } = await fetchPanels();
  definePanels();
  const { defineMorePanels } = await import('./morePanels');
  defineMorePanels();
}

/** In place of the panels, one of which tells everything else. */
export function tellNoPanels(): void {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  note.textContent =
    'A part of Relabel could not be loaded. Reload the window; if that does not help, install Relabel again.';
  note.style.cssText = `position: fixed; inset: auto 0 0; margin: 0; padding: 12px;
    color: var(--vscode-errorForeground); background: var(--vscode-editor-background)`;
  document.body.append(note);
}
