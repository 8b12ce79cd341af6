/*
 * Records of a zip archive as they are written: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central
 * directory), 4.3.14 to 4.3.16 (end records) and 4.5.3 (zip64). Times are the first a zip can hold, so that the same
 * labels make the same bytes.
 */

/** A file that was put into the archive. */
export interface ZipRecord {
  readonly name: Buffer;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly headerAt: number;
}

const FULL_32 = 0xffffffff;
const FULL_16 = 0xffff;
const UTF8_NAME = 0x800;
/** 1 January 1980. */
const FIRST_DAY = 0x21;
const UNIX = 3 << 8;
/** A plain file that its owner may write. */
const FILE_MODE = (0o100644 << 16) >>> 0;

function isLarge(...values: readonly number[]): boolean {
  return values.some((value) => value >= FULL_32);
}

function capped(value: number): number {
  return Math.min(value, FULL_32);
}

export function localHeader({ name, method, crc, packedBytes, sizeBytes }: ZipRecord): Buffer {
  const large = isLarge(packedBytes, sizeBytes);
  const extra = large ? zip64Extra([sizeBytes, packedBytes]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(large ? 45 : 20, 4);
  head.writeUInt16LE(UTF8_NAME, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt16LE(FIRST_DAY, 12);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(large ? FULL_32 : packedBytes, 18);
  head.writeUInt32LE(large ? FULL_32 : sizeBytes, 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

export function centralHeader({ name, method, crc, packedBytes, sizeBytes, headerAt }: ZipRecord): Buffer {
  const wide = [sizeBytes, packedBytes, headerAt].filter((value) => isLarge(value));
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
  const head = Buffer.alloc(46);
  const version = wide.length > 0 ? 45 : 20;
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(UNIX | version, 4);
  head.writeUInt16LE(version, 6);
  head.writeUInt16LE(UTF8_NAME, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt16LE(FIRST_DAY, 14);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(capped(packedBytes), 20);
  head.writeUInt32LE(capped(sizeBytes), 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(FILE_MODE, 38);
  head.writeUInt32LE(capped(headerAt), 42);
  return Buffer.concat([head, name, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i));
  return extra;
}

/** The end of an archive with `count` files, whose central directory begins at `at`. */
export function endRecords(count: number, directoryBytes: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, FULL_16), 8);
  end.writeUInt16LE(Math.min(count, FULL_16), 10);
  end.writeUInt32LE(capped(directoryBytes), 12);
  end.writeUInt32LE(capped(at), 16);
  const needs64 = count >= FULL_16 || isLarge(directoryBytes, at);
  return needs64 ? Buffer.concat([end64(count, directoryBytes, at), end]) : end;
}

function end64(count: number, directoryBytes: number, at: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(UNIX | 45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(at), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(at + directoryBytes), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
