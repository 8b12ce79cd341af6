import type { Notice } from './decodeText';
import { innerParts } from './innerPath';

/*
 * Reading of a zip archive's central directory: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 (central directory,
 * zip64 end record and locator, end record) and 4.5.3 (zip64 extra field).
 */

/** One file in an archive. */
export interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Offset of the local header from the archive's first byte. */
  readonly headerAt: number;
}

/** Reads bytes [start, end) of the archive. */
export type ReadArchive = (start: number, end: number) => Uint8Array;

/** Not an archive, or one whose directory is damaged. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

const END_MARK = 0x06054b50;
const END_BYTES = 22;
const LOCATOR_MARK = 0x07064b50;
const LOCATOR_BYTES = 20;
const END64_MARK = 0x06064b50;
const ENTRY_MARK = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
/** A directory larger than this is no data set of files but an attack on memory. */
const MAX_DIRECTORY_BYTES = 512 * 1024 * 1024;

/** The files of an archive. Names that lead out are told to `notice` and left out. Throws `BadArchive`. */
export function readZipDirectory(read: ReadArchive, sizeBytes: number, notice: Notice): ZipEntry[] {
  const { directoryAt, directoryBytes, shift } = findDirectory(read, sizeBytes);
  if (directoryBytes > MAX_DIRECTORY_BYTES)
    throw new BadArchive(
      `its list of files has ${directoryBytes} bytes; at most ${MAX_DIRECTORY_BYTES} are read`,
    );
  const bytes = Buffer.from(read(directoryAt + shift, directoryAt + shift + directoryBytes));
  if (bytes.length < directoryBytes) throw new BadArchive('it is cut off');
  const entries = [...entriesIn(bytes, shift, notice)];
  refuseOverlaps(entries, directoryAt + shift);
  return withoutDoubles(entries, notice);
}

interface Directory {
  readonly directoryAt: number;
  readonly directoryBytes: number;
  /** Bytes before the archive proper (a self-extracting program). */
  readonly shift: number;
}

function findDirectory(read: ReadArchive, sizeBytes: number): Directory {
  const tailAt = Math.max(0, sizeBytes - END_BYTES - MAX_COMMENT_BYTES);
  const tail = Buffer.from(read(tailAt, sizeBytes));
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_MARK) continue;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) > tail.length) continue;
    return directoryOf(read, tail.subarray(at), tailAt + at);
  }
  throw new BadArchive('it is no zip archive, or it is cut off: its end record is missing');
}

function directoryOf(read: ReadArchive, end: Buffer, endAt: number): Directory {
  if (end.readUInt16LE(4) !== end.readUInt16LE(6) && end.readUInt16LE(4) !== 0xffff)
    throw new BadArchive('it is one part of an archive in several files; join them first');
  const zip64 = directory64(read, endAt);
  const directoryBytes = zip64?.directoryBytes ?? end.readUInt32LE(12);
  const directoryAt = zip64?.directoryAt ?? end.readUInt32LE(16);
  const shift = (zip64?.endAt ?? endAt) - directoryBytes - directoryAt;
  if (shift < 0) throw new BadArchive('its end record points behind its end');
  return { directoryAt, directoryBytes, shift };
}

function directory64(
  read: ReadArchive,
  endAt: number,
): { directoryBytes: number; directoryAt: number; endAt: number } | undefined {
  if (endAt < LOCATOR_BYTES) return undefined;
  const locator = Buffer.from(read(endAt - LOCATOR_BYTES, endAt));
  if (locator.readUInt32LE(0) !== LOCATOR_MARK) return undefined;
  const at = safe(locator.readBigUInt64LE(8));
  const record = Buffer.from(read(at, at + 56));
  if (record.length < 56 || record.readUInt32LE(0) !== END64_MARK)
    throw new BadArchive('its zip64 end record is not where it should be');
  return {
    directoryBytes: safe(record.readBigUInt64LE(40)),
    directoryAt: safe(record.readBigUInt64LE(48)),
    endAt: at,
  };
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new BadArchive('a size in it is impossibly large');
  return Number(value);
}

function* entriesIn(bytes: Buffer, shift: number, notice: Notice): Generator<ZipEntry> {
  for (let at = 0; at + ENTRY_BYTES <= bytes.length;) {
    if (bytes.readUInt32LE(at) !== ENTRY_MARK) throw new BadArchive('its list of files is damaged');
    const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    if (extraEnd > bytes.length) throw new BadArchive('its list of files is cut off');
    const entry = entryAt(bytes.subarray(at, extraEnd), nameEnd - at, shift);
    const path = pathOf(entry.name, entry.isLink, notice);
    if (path !== undefined) yield { ...entry.facts, path };
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
}

function entryAt(
  record: Buffer,
  nameEnd: number,
  shift: number,
): { name: string; isLink: boolean; facts: Omit<ZipEntry, 'path'> } {
  const flags = record.readUInt16LE(8);
  const large = zip64Reader(record.subarray(nameEnd));
  const sizeBytes = large(record.readUInt32LE(24));
  const packedBytes = large(record.readUInt32LE(20));
  const headerAt = large(record.readUInt32LE(42)) + shift;
  return {
    name: nameIn(record.subarray(ENTRY_BYTES, nameEnd), (flags & 0x800) !== 0),
    isLink: record[5] === 3 && record.readUInt32LE(38) >>> 28 === 0o12,
    facts: {
      method: record.readUInt16LE(10),
      isEncrypted: (flags & 1) !== 0,
      crc: record.readUInt32LE(16),
      packedBytes,
      sizeBytes,
      headerAt,
    },
  };
}

/** Takes a 32-bit value, or the next 64-bit one of the extra field where that is full. */
function zip64Reader(extra: Buffer): (value: number) => number {
  let field: Buffer | undefined;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1) field ??= extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  let next = 0;
  return (value) => {
    if (value !== 0xffffffff || !field || next + 8 > field.length) return value;
    next += 8;
    return safe(field.readBigUInt64LE(next - 8));
  };
}

/** Many programs write UTF-8 without saying so; what is not is taken byte by byte. */
function nameIn(bytes: Buffer, saysUtf8: boolean): string {
  const text = bytes.toString('utf8');
  return saysUtf8 || !text.includes('\uFFFD') ? text : bytes.toString('latin1');
}

/** Undefined for folders and for what must not be read. */
function pathOf(name: string, isLink: boolean, notice: Notice): string | undefined {
  const slashed = name.replaceAll('\\', '/');
  const parts = innerParts(slashed);
  if (parts === undefined) {
    const message = `The archive holds a file named "${name}", which leads out of it; it was left out.`;
    notice({ severity: 'error', code: 'zip-path', message });
    return undefined;
  }
  if (slashed.endsWith('/') || parts.length === 0 || parts[0] === '__MACOSX') return undefined;
  const path = parts.join('/');
  if (!isLink) return path;
  const message = 'A link in an archive; it was left out.';
  notice({ severity: 'warning', code: 'zip-link', message, path });
  return undefined;
}

/** Entries that share bytes are how a small archive holds petabytes (Fifield, "A better zip bomb", WOOT 2019). */
function refuseOverlaps(entries: readonly ZipEntry[], directoryAt: number): void {
  const sorted = entries.toSorted((a, b) => a.headerAt - b.headerAt);
  sorted.forEach((entry, i) => {
    const end = entry.headerAt + LOCAL_BYTES + entry.packedBytes;
    const limit = sorted[i + 1]?.headerAt ?? directoryAt;
    if (entry.headerAt >= 0 && end <= limit) return;
    throw new BadArchive(
      `the files "${entry.path}" and those after it share bytes, as in a zip bomb, or it is damaged`,
    );
  });
}

function withoutDoubles(entries: readonly ZipEntry[], notice: Notice): ZipEntry[] {
  const byPath = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const { path } = entry;
    const message = 'This file stands twice in the archive; the later one is read.';
    if (byPath.has(path)) notice({ severity: 'warning', code: 'zip-double', message, path });
    byPath.set(path, entry);
  }
  return [...byPath.values()];
}
