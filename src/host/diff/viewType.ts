/** The kind of panel that shows comparisons, as VS Code knows it across restarts. */
export const DIFF_VIEW_TYPE = 'relabel.diff';
