import { readFileSync } from 'node:fs';

export interface ZipEntry {
  /** Path inside the archive, with forward slashes. */
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const ENTRY_HEADER_BYTES = 46;

/** Reads a zip's central directory (APPNOTE.TXT 4.3.12 and 4.3.16; archives below 4 GB). */
export function listZip(path: string): ZipEntry[] {
  const file = readFileSync(path);
  const end = endOfDirectory(file, path);
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new Error(`${path}: broken zip directory at ${String(at)}`);
    const nameBytes = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + ENTRY_HEADER_BYTES, at + ENTRY_HEADER_BYTES + nameBytes);
    entries.push({ name, bytes: file.readUInt32LE(at + 24), packedBytes: file.readUInt32LE(at + 20) });
    at += ENTRY_HEADER_BYTES + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(file: Buffer, path: string): number {
  for (let at = file.length - 22; at >= 0; at--) if (file.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Error(`${path}: not a zip archive`);
}
