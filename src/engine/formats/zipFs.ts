import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, inflateRawSync } from 'node:zlib';
import { Inflate } from 'fflate';
import { UnreadableFile, type FsEntry, type ReadFs } from '../../core/formats/fs';
import { crc32 } from './crc32';
import { decodeText, MAX_TEXT_BYTES, tooLarge, type Notice } from './decodeText';
import { folderTree } from './folderTree';
import { innerParts } from './innerPath';
import { readRange } from './nodeFs';
import { BadArchive, readZipDirectory, type ZipEntry } from './zipDirectory';

const LOCAL_MARK = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const MIB = 1024 * 1024;
/** A file that is read at once has at most this size unpacked. */
const MAX_WHOLE_BYTES = 1024 * MIB;
const MAX_FILE_BYTES = 16 * 1024 * MIB;
/** Labels and images shrink to a hundredth at best: more, in a file of some size, is a bomb. */
const MAX_RATIO = 250;
const MAX_RATIO_FROM_BYTES = 64 * MIB;
/** Larger files are unpacked once onto the disk when they are read piece by piece. */
const SPILL_FROM_BYTES = 64 * MIB;
const PIECE_BYTES = MIB;

/** A zip archive for formats to read: what is asked for is unpacked then, within limits. */
export class ZipFs implements ReadFs {
  readonly #notice: Notice;
  readonly #file: number;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #folders: ReadonlyMap<string, readonly FsEntry[]>;
  readonly #spilled = new Map<string, string>();
  #spillFolder: string | undefined;
  #last: { readonly path: string; readonly bytes: Buffer } | undefined;

  /** Throws `UnreadableFile` when the file is no archive. */
  constructor(archive: string, notice: Notice) {
    this.#notice = notice;
    this.#file = openSync(archive, 'r');
    try {
      const entries = readZipDirectory(
        (start, end) => this.#bytes(start, end),
        fstatSync(this.#file).size,
        notice,
      );
      this.#entries = new Map(entries.map((entry) => [entry.path, entry]));
      this.#folders = folderTree(this.#entries.keys());
    } catch (error) {
      closeSync(this.#file);
      if (!(error instanceof BadArchive)) throw error;
      throw new UnreadableFile(archive, `${archive} cannot be read as a zip archive: ${error.message}.`);
    }
  }

  list(folder: string): readonly FsEntry[] {
    return this.#folders.get(innerParts(folder)?.join('/') ?? '\0') ?? [];
  }

  has(path: string): boolean {
    return this.#entries.has(innerParts(path)?.join('/') ?? '\0');
  }

  sizeBytes(path: string): number {
    return this.#entry(path).sizeBytes;
  }

  readText(path: string): string {
    const { sizeBytes } = this.#entry(path);
    if (sizeBytes > MAX_TEXT_BYTES) throw tooLarge(path, sizeBytes);
    return decodeText(this.#whole(path), path, this.#notice);
  }

  readBytes(path: string): Uint8Array {
    return this.#whole(path);
  }

  readRange(path: string, start: number, end: number): Uint8Array {
    const entry = this.#entry(path);
    const to = Math.min(end, entry.sizeBytes);
    if (start >= to) return new Uint8Array(0);
    if (entry.method === STORED) return this.#stored(entry, start, to);
    const spilled = this.#spilled.get(entry.path);
    if (spilled !== undefined) return readRange(spilled, start, to);
    if (start === 0 && to < entry.sizeBytes) return this.#beginning(entry, to);
    if (entry.sizeBytes > SPILL_FROM_BYTES) return readRange(this.#spill(entry), start, to);
    if (this.#last?.path !== entry.path) this.#last = { path: entry.path, bytes: this.#whole(path) };
    return this.#last.bytes.subarray(start, to);
  }

  close(): void {
    closeSync(this.#file);
    if (this.#spillFolder !== undefined) rmSync(this.#spillFolder, { recursive: true, force: true });
  }

  #entry(path: string): ZipEntry {
    const entry = this.#entries.get(innerParts(path)?.join('/') ?? '\0');
    if (!entry) throw new UnreadableFile(path, `The archive has no file ${path}.`);
    refuse(entry);
    return entry;
  }

  #bytes(start: number, end: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(end, fstatSync(this.#file).size) - start));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(this.#file, bytes, filled, bytes.length - filled, start + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }

  /** Where the packed bytes begin: behind the local header, whose extra field has a length of its own. */
  #dataAt({ path, headerAt }: ZipEntry): number {
    const header = this.#bytes(headerAt, headerAt + LOCAL_BYTES);
    if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_MARK) throw damaged(path);
    return headerAt + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  }

  #stored(entry: ZipEntry, start: number, end: number): Buffer {
    const at = this.#dataAt(entry);
    return this.#bytes(at + start, at + Math.min(end, entry.packedBytes));
  }

  #whole(path: string): Buffer {
    const entry = this.#entry(path);
    if (entry.sizeBytes > MAX_WHOLE_BYTES)
      throw new UnreadableFile(
        path,
        `${path} has ${Math.round(entry.sizeBytes / MIB)} MB unpacked; at most ${MAX_WHOLE_BYTES / MIB} MB are read at once.`,
      );
    const packed = this.#stored(entry, 0, entry.packedBytes);
    const bytes = entry.method === STORED ? packed : inflate(entry, packed);
    if (bytes.length !== entry.sizeBytes || crc32(bytes) !== entry.crc) throw damaged(entry.path);
    return bytes;
  }

  /** The first bytes, from as few packed ones: enough for an image's header. */
  #beginning(entry: ZipEntry, end: number): Uint8Array {
    const at = this.#dataAt(entry);
    const packed = this.#bytes(at, at + Math.min(entry.packedBytes, end + 4096));
    try {
      const bytes = inflateRawSync(packed, {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: Math.max(entry.sizeBytes, 1),
      });
      return bytes.subarray(0, end);
    } catch {
      throw damaged(entry.path);
    }
  }

  /** Unpacks a large file onto the disk, piece by piece. */
  #spill(entry: ZipEntry): string {
    this.#spillFolder ??= mkdtempSync(join(tmpdir(), 'relabel-unzip-'));
    const place = join(this.#spillFolder, String(this.#spilled.size));
    const out = openSync(place, 'w');
    let [size, crc] = [0, 0];
    const inflater = new Inflate((bytes) => {
      size += bytes.length;
      if (size > entry.sizeBytes) throw bomb(entry.path);
      crc = crc32(bytes, crc);
      writeSync(out, bytes);
    });
    try {
      this.#feed(entry, inflater);
    } finally {
      closeSync(out);
    }
    if (size !== entry.sizeBytes || crc !== entry.crc) throw damaged(entry.path);
    this.#spilled.set(entry.path, place);
    return place;
  }

  #feed(entry: ZipEntry, inflater: Inflate): void {
    const at = this.#dataAt(entry);
    try {
      for (let from = 0; from < entry.packedBytes; from += PIECE_BYTES) {
        const to = Math.min(entry.packedBytes, from + PIECE_BYTES);
        inflater.push(this.#bytes(at + from, at + to), to === entry.packedBytes);
      }
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
      throw damaged(entry.path);
    }
  }
}

function refuse({ path, method, isEncrypted, sizeBytes, packedBytes }: ZipEntry): void {
  if (isEncrypted)
    throw new UnreadableFile(path, `${path} is encrypted in the archive; unpack it with its password first.`);
  if (method !== STORED && method !== DEFLATED)
    throw new UnreadableFile(
      path,
      `${path} is packed by method ${method}; only stored and deflated files are read. Pack it anew as an ordinary zip.`,
    );
  if (sizeBytes > MAX_FILE_BYTES || (sizeBytes > MAX_RATIO_FROM_BYTES && sizeBytes > MAX_RATIO * packedBytes))
    throw bomb(path);
}

function inflate({ path, sizeBytes }: ZipEntry, packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, sizeBytes) });
  } catch (error) {
    const isTooLong = error instanceof RangeError;
    throw isTooLong ? bomb(path) : damaged(path);
  }
}

function damaged(path: string): UnreadableFile {
  return new UnreadableFile(
    path,
    `${path} is damaged in the archive: its bytes do not fit its size and checksum.`,
  );
}

function bomb(path: string): UnreadableFile {
  return new UnreadableFile(
    path,
    `${path} was not unpacked: it would become larger than the archive says, larger than ${MAX_FILE_BYTES / MIB / 1024} GB, or more than ${MAX_RATIO} times its packed size, as in a zip bomb.`,
  );
}
