/** Values of this length or more are taken for secrets that were handed to us. */
const MIN_SECRET_CHARS = 6;
const secrets = new Set<string>();

/** From now on this text appears in no line, error or log that went through `redacted`. */
export function keepSecret(secret: string): void {
  if (secret.length >= MIN_SECRET_CHARS) secrets.add(secret);
}

/** The text without secrets: what stands before an `@` in addresses, values of keys that hold them, and known ones. */
export function redacted(text: string): string {
  let safe = text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#'"@]*@/gi, '$1')
    .replace(
      /\b(password|token|secret_access_key|access_key_id|authorization)(['"]?\s*[:=]\s*['"]?)(?:(?:basic|bearer|token)\s+)?[^\s'"&]+/gi,
      '$1$2…',
    );
  for (const secret of secrets) {
    safe = safe.replaceAll(secret, '…');
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret) safe = safe.replaceAll(encoded, '…');
  }
  return safe;
}
