/** What the canvases take from the editor's colour theme. */
export interface Theme {
  /** Behind the picture; opaque CSS colour. */
  readonly background: string;
  readonly isDark: boolean;
  /** The reader asked for strong contrasts: VS Code's high-contrast themes, or the system's forced colours. */
  readonly isHighContrast: boolean;
  readonly fontFamily: string;
}

const FORCED_COLORS = '(forced-colors: active)';

export function readTheme(host: HTMLElement): Theme {
  const style = getComputedStyle(host);
  const background = style.getPropertyValue('--vscode-editor-background').trim() || '#1e1e1e';
  const { classList } = document.body;
  const isHighContrast =
    classList.contains('vscode-high-contrast') ||
    classList.contains('vscode-high-contrast-light') ||
    matchMedia(FORCED_COLORS).matches;
  return { background, isDark: isDark(), isHighContrast, fontFamily: style.fontFamily || 'sans-serif' };
}

function isDark(): boolean {
  const { classList } = document.body;
  const isLight = classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  return !isLight;
}

/** Calls back after the theme has changed; returns how to stop. VS Code sets classes and variables on the page. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['class', 'style'] };
  observer.observe(document.body, options);
  observer.observe(document.documentElement, options);
  const query = matchMedia(FORCED_COLORS);
  query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', changed);
  };
}
