/** DVC's settings: values by lower-case key, by section (`core`, `cache`, `remote "origin"`). */
export type DvcConfig = ReadonlyMap<string, ReadonlyMap<string, string>>;

const SECTION = /^\s*\[\s*(['"]?)(.*)\1\s*\]\s*(?:[#;].*)?$/;
const VALUE = /^\s*([^=#;[\s][^=]*?)\s*=\s*(.*)$/;

/** Reads `.dvc/config` (iterative/dvc: dvc/config.py; keys and sections count in lower case). Never throws. */
export function parseDvcConfig(text: string): DvcConfig {
  const config = new Map<string, Map<string, string>>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const head = SECTION.exec(line);
    if (head) section = sectionName(head[2] ?? '');
    const value = head ? null : VALUE.exec(line);
    if (!value) continue;
    const values = config.get(section) ?? new Map<string, string>();
    values.set((value[1] ?? '').toLowerCase(), unquoted(value[2] ?? ''));
    config.set(section, values);
  }
  return config;
}

/** Later ones win, value by value: system, global, repository, local. */
export function mergeDvcConfigs(configs: readonly DvcConfig[]): DvcConfig {
  const merged = new Map<string, Map<string, string>>();
  for (const config of configs)
    for (const [section, values] of config)
      merged.set(section, new Map([...(merged.get(section) ?? []), ...values]));
  return merged;
}

export interface DvcRemote {
  readonly name: string;
  readonly url: string;
  readonly isDefault: boolean;
}

/** The remotes that have a place. */
export function remotesOf(config: DvcConfig): DvcRemote[] {
  const standard = config.get('core')?.get('remote')?.toLowerCase();
  return [...config].flatMap(([section, values]) => {
    const name = /^remote "(.*)"$/.exec(section)?.[1];
    const url = values.get('url');
    return name === undefined || url === undefined ? [] : [{ name, url, isDefault: name === standard }];
  });
}

/** Keys that dvc.org says to keep in `config.local`. */
const SECRET_KEY =
  /^(?:password|token|\w*(?:secret|_token|_password|_key|passphrase)\w*|connection_string|custom_auth_header)$/;

/** True when a remote's settings hold a password, a key or a token. */
export function holdsSecrets(config: DvcConfig): boolean {
  return [...config].some(
    ([section, values]) =>
      section.startsWith('remote ') &&
      [...values].some(
        ([key, value]) =>
          (SECRET_KEY.test(key) && value !== '') || (key === 'url' && /^\w+:\/\/[^/@]*:[^/@]+@/.test(value)),
      ),
  );
}

/**
 * The file's text with these values in a section, made when it is not there; undefined removes a value. Everything
 * else stays as it is written. Values must not hold line breaks.
 */
export function withConfigValues(
  text: string,
  section: string,
  values: Readonly<Record<string, string | undefined>>,
): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const start = lines.findIndex((line) => isHead(line, section));
  const at = start < 0 ? lines.length : start;
  if (start < 0) lines.push(section.includes('"') ? `['${section}']` : `[${section}]`);
  for (const [key, value] of Object.entries(values)) setValue(lines, at, key, value);
  return lines.join(eol) + eol;
}

function isHead(line: string, section: string): boolean {
  const head = SECTION.exec(line);
  return head !== null && sectionName(head[2] ?? '') === section.toLowerCase();
}

function setValue(lines: string[], head: number, key: string, value: string | undefined): void {
  const next = lines.findIndex((line, at) => at > head && SECTION.test(line));
  const end = next < 0 ? lines.length : next;
  const found = lines.findIndex(
    (line, at) => at > head && at < end && VALUE.exec(line)?.[1]?.toLowerCase() === key.toLowerCase(),
  );
  if (value === undefined) {
    if (found >= 0) lines.splice(found, 1);
    return;
  }
  const line = `    ${key} = ${quoted(value)}`;
  if (found >= 0) lines[found] = line;
  else lines.splice(lastOf(lines, head, end), 0, line);
}

/** Behind the section's last line with something on it. */
function lastOf(lines: readonly string[], head: number, end: number): number {
  let at = end;
  while (at > head + 1 && (lines[at - 1] ?? '').trim() === '') at--;
  return at;
}

function sectionName(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** ConfigObj's rules: a value with quotes, commas or a `#` stands in quotes. */
function quoted(value: string): string {
  if (!/[#;,'"]|^\s|\s$|^$/.test(value)) return value;
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

function unquoted(text: string): string {
  const value = text.trim();
  const whole = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value);
  return whole ? (whole[2] ?? '') : value.replace(/\s+#.*$/, '');
}
