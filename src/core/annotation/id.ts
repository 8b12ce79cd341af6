const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 6;

/** A source of numbers in [0, 1), such as Math.random; core has none of its own. */
export type Random = () => number;

/** A fresh annotation id: six characters of [0-9a-z] that are not taken (2e9 possible). */
export function newId(random: Random, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = Array.from({ length: LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join(
      '',
    );
    if (!isTaken(id)) return id;
  }
}

/** An id made from text alone (FNV-1a), for repairs that must come out the same each time. */
export function idFromText(text: string, isTaken: (id: string) => boolean): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  for (let salt = 0; ; salt++) {
    const id = ((hash + salt) >>> 0).toString(36).padStart(LENGTH, '0').slice(-LENGTH);
    if (!isTaken(id)) return id;
  }
}
