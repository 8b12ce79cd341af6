import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Problem } from '../../core/problem';

/**
 * The editor's page: nothing but our own script with a nonce, our own styles, and pictures from named folders. The
 * picture, when it is known, is fetched beside the script, which would ask for it only after it has started.
 */
export function editorHtml(webview: vscode.Webview, extension: vscode.Uri, pictureUri?: string): string {
  return scriptHtml(webview, vscode.Uri.joinPath(extension, 'out', 'webview', 'main.js'), pictureUri);
}

/** The page of comparisons. */
export function diffHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  return scriptHtml(webview, vscode.Uri.joinPath(extension, 'out', 'webview', 'diff.js'));
}

function scriptHtml(webview: vscode.Webview, scriptFile: vscode.Uri, pictureUri?: string): string {
  const nonce = newNonce();
  const script = webview.asWebviewUri(scriptFile);
  const policy = [
    `default-src 'none'`,
    `img-src ${webview.cspSource} blob: data:`,
    `connect-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ];
  return page(
    policy,
    `${pictureUri === undefined ? '' : preload(pictureUri)}
<script type="module" nonce="${nonce}" src="${escapeHtml(script.toString())}"></script>`,
  );
}

/** Asked for as the page's own image element asks, anonymously: else the picture would be fetched twice. */
function preload(uri: string): string {
  return `<link rel="preload" as="image" crossorigin="anonymous" fetchpriority="high" href="${escapeHtml(uri)}">`;
}

/**
 * What stands in place of the editor when the sidecar cannot be read: no script, so that nothing can go wrong.
 * The buttons are command links.
 */
export function blockedHtml(webview: vscode.Webview, path: string, problem: Problem): string {
  const nonce = newNonce();
  const place = [path, problem.line, problem.line && problem.column].filter(Boolean).join(':');
  const { t } = vscode.l10n;
  const body = `<style nonce="${nonce}">${BLOCKED_STYLE}</style>
<main role="alert">
<h1>${escapeHtml(t('These labels cannot be read'))}</h1>
<p class="place">${escapeHtml(place)}</p>
<p>${escapeHtml(problem.message)}</p>
<p>${escapeHtml(t('Nothing was changed and nothing will be overwritten. Once the file can be read, the image opens here by itself.'))}</p>
<p>${problem.code === 'sidecar-conflict' ? button('relabel.repairConflict', t('Repair Conflict')) : ''}
${button('relabel.openSidecar', t('Open Sidecar'))}</p>
</main>`;
  return page([`default-src 'none'`, `style-src ${webview.cspSource} 'nonce-${nonce}'`], body);
}

/** Commands that the page in place of the editor may run. */
export const BLOCKED_COMMANDS = ['relabel.openSidecar', 'relabel.repairConflict'] as const;

function button(command: (typeof BLOCKED_COMMANDS)[number], title: string): string {
  return `<a class="button" href="command:${command}">${escapeHtml(title)}</a>`;
}

/** What stands in place of the editor for an image that is no file. Its one button posts a message: open the working copy. */
export function otherVersionHtml(webview: vscode.Webview, path: string): string {
  const nonce = newNonce();
  const { t } = vscode.l10n;
  const body = `<style nonce="${nonce}">${BLOCKED_STYLE}</style>
<main>
<h1>${escapeHtml(t('This is another version of the image'))}</h1>
<p class="place">${escapeHtml(path)}</p>
<p>${escapeHtml(t('Labels are edited in the working copy.'))}</p>
<p><button class="button" type="button">${escapeHtml(t('Open Working Copy'))}</button></p>
</main>
<script nonce="${nonce}">
const host = acquireVsCodeApi();
document.querySelector('button').addEventListener('click', () => host.postMessage('open'));
</script>`;
  const style = `style-src ${webview.cspSource} 'nonce-${nonce}'`;
  return page([`default-src 'none'`, style, `script-src 'nonce-${nonce}'`], body);
}

function page(policy: readonly string[], body: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')};">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relabel</title>
</head>
<body>
${body}
</body>
</html>`;
}

const BLOCKED_STYLE = `
main { max-width: 44em; margin: 12vh auto 0; padding: 0 24px; font-size: 14px; line-height: 1.5; }
h1 { font-size: 20px; font-weight: 600; }
.place { font-family: var(--vscode-editor-font-family, monospace); overflow-wrap: anywhere; padding: 8px 10px;
  border-left: 3px solid var(--vscode-editorError-foreground); background: var(--vscode-textBlockQuote-background); }
.button { display: inline-block; padding: 5px 14px; border: 0; border-radius: 2px; text-decoration: none; font: inherit;
  cursor: pointer;
  color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
.button + .button { margin-left: 8px; }
.button:hover { background: var(--vscode-button-hoverBackground); }
.button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;

function newNonce(): string {
  return randomBytes(18).toString('base64url');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
