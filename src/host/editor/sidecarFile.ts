import { parseSidecar, type ParsedSidecar } from '../../core/annotation/sidecar';

export { readLocated, readSidecar, type SidecarRead } from '../../engine/dataset/readSidecar';

/** Looks up lines in a sidecar's text; the text is parsed when first asked. */
export function linesOf(text: string): (id: string) => number | undefined {
  let parsed: ParsedSidecar | undefined;
  return (id) => {
    parsed ??= parseSidecar(text);
    return parsed.ok ? parsed.lineOf(id) : undefined;
  };
}
