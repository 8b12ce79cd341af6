import { closeSync, fsyncSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import type { TextSink } from '../../core/formats/fs';
import { fileError } from '../fileError';
import { crc32 } from './crc32';
import { writeWhole } from './fileSink';
import { writableParts } from './innerPath';
import { putInPlace, refuseExisting } from './putInPlace';
import { stagingPath } from './staging';
import { PathTaken, TargetError, type TargetWriter } from './targetWriter';
import { centralHeader, endRecords, localHeader, type ZipRecord } from './zipRecords';

const PIECE_BYTES = 1024 * 1024;
/** Packing costs more than it saves below. */
const MIN_PACKED_BYTES = 128;
/** Small files need no large tables, and making those is most of the work. */
const SMALL_BYTES = 8 * 1024;
const SMALL = { windowBits: 13, memLevel: 6 };
/** Files that do not become smaller by packing. */
const PACKED_ALREADY = /\.(?:jpe?g|png|webp|gif|avif|heic|heif|jp2|j2k|jxl|zip|gz)$/i;

/** Writes an archive beside the target, which `commit` renames. Throws `FileError`, `PathTaken` and `TargetError`. */
export class ZipWriter implements TargetWriter {
  readonly #target: { readonly path: string; readonly force: boolean };
  readonly #staging: string;
  readonly #file: number;
  readonly #records: ZipRecord[] = [];
  readonly #paths = new Set<string>();
  readonly #spools = new Set<Spool>();
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #at = 0;
  #isOver = false;

  constructor(target: { readonly path: string; readonly force: boolean }) {
    refuseExisting(target.path, target.force);
    this.#target = target;
    this.#staging = stagingPath(resolve(target.path), 'new');
    this.#file = this.#try(() => {
      mkdirSync(dirname(this.#staging), { recursive: true });
      return openSync(this.#staging, 'wx');
    });
  }

  get fileCount(): number {
    return this.#paths.size;
  }

  writeText(path: string, text: string): void {
    this.writeBytes(path, Buffer.from(text, 'utf8'));
  }

  writeBytes(path: string, bytes: Uint8Array): void {
    const name = this.#name(path);
    const deflated = deflate(path, bytes);
    const isSmaller = deflated !== undefined && deflated.length < bytes.length;
    const data = isSmaller ? deflated : Buffer.from(bytes);
    this.#begin(name, isSmaller ? 8 : 0, crc32(bytes), data.length, bytes.length);
    this.#append(data);
  }

  /** Several may be open at once: each gathers its packed bytes in a file of its own. */
  open(path: string): TextSink {
    const name = this.#name(path);
    const spool = this.#try(() => new Spool(`${this.#staging}-${this.#paths.size}`));
    this.#spools.add(spool);
    return {
      write: (text) => {
        this.#try(() => {
          spool.write(text);
        });
      },
      close: () => {
        this.#try(() => {
          spool.finish();
        });
        this.#begin(name, 8, spool.crc, spool.packedBytes, spool.sizeBytes);
        spool.copyTo((bytes) => {
          this.#append(bytes);
        });
        this.#spools.delete(spool);
      },
    };
  }

  addFile(path: string, place: string): void {
    const name = this.#name(path);
    const sizeAndCrc = { size: 0, crc: 0 };
    readPieces(place, (bytes) => {
      sizeAndCrc.size += bytes.length;
      sizeAndCrc.crc = crc32(bytes, sizeAndCrc.crc);
    });
    this.#begin(name, 0, sizeAndCrc.crc, sizeAndCrc.size, sizeAndCrc.size);
    readPieces(place, (bytes) => {
      this.#append(bytes);
    });
  }

  commit(): void {
    const at = this.#at;
    for (const record of this.#records) this.#append(centralHeader(record));
    this.#append(endRecords(this.#records.length, this.#at - at, at));
    this.#flush();
    this.#try(() => {
      fsyncSync(this.#file);
    });
    closeSync(this.#file);
    this.#isOver = true;
    try {
      putInPlace(this.#staging, this.#target.path, this.#target.force);
    } finally {
      rmSync(this.#staging, { force: true });
    }
  }

  discard(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    closeSync(this.#file);
    for (const spool of this.#spools) spool.drop();
    rmSync(this.#staging, { force: true });
  }

  #name(path: string): Buffer {
    const inner = writableParts(path)?.join('/');
    if (inner === undefined)
      throw new TargetError(`"${path}" leads out of the target; nothing was written there.`);
    if (this.#paths.has(inner)) throw new PathTaken(inner);
    this.#paths.add(inner);
    return Buffer.from(inner, 'utf8');
  }

  #begin(name: Buffer, method: 0 | 8, crc: number, packedBytes: number, sizeBytes: number): void {
    const record = { name, method, crc, packedBytes, sizeBytes, headerAt: this.#at };
    this.#records.push(record);
    this.#append(localHeader(record));
  }

  /** Gathers small pieces, so that each costs no system call. The bytes must not change afterwards. */
  #append(bytes: Uint8Array): void {
    this.#at += bytes.length;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= PIECE_BYTES) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    [this.#waiting, this.#waitingBytes] = [[], 0];
    this.#try(() => {
      writeWhole(this.#file, bytes);
    });
  }

  #try<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileError('Could not write', this.#target.path, error);
    }
  }
}

function deflate(path: string, bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < MIN_PACKED_BYTES || PACKED_ALREADY.test(path)) return undefined;
  return deflateRawSync(bytes, bytes.length < SMALL_BYTES ? SMALL : {});
}

/** Text that is packed piece by piece into a file of its own until it is whole. */
class Spool {
  readonly #place: string;
  readonly #file: number;
  #waiting: string[] = [];
  #waitingChars = 0;
  crc = 0;
  packedBytes = 0;
  sizeBytes = 0;

  constructor(place: string) {
    this.#place = place;
    this.#file = openSync(place, 'wx');
  }

  write(text: string): void {
    this.#waiting.push(text);
    this.#waitingChars += text.length;
    if (this.#waitingChars >= PIECE_BYTES) this.#flush(constants.Z_SYNC_FLUSH);
  }

  finish(): void {
    this.#flush(constants.Z_FINISH);
    closeSync(this.#file);
  }

  /** Pieces that end on a byte, without reference to earlier ones, make one stream when they are joined. */
  #flush(finishFlush: number): void {
    const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
    [this.#waiting, this.#waitingChars] = [[], 0];
    const packed = deflateRawSync(bytes, { finishFlush });
    writeWhole(this.#file, packed);
    this.crc = crc32(bytes, this.crc);
    this.sizeBytes += bytes.length;
    this.packedBytes += packed.length;
  }

  copyTo(append: (bytes: Uint8Array) => void): void {
    readPieces(this.#place, append);
    rmSync(this.#place, { force: true });
  }

  drop(): void {
    closeSync(this.#file);
    rmSync(this.#place, { force: true });
  }
}

function readPieces(place: string, take: (bytes: Uint8Array) => void): void {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const file = openSync(place, 'r');
  try {
    for (let count = readSync(file, piece); count > 0; count = readSync(file, piece))
      take(Buffer.from(piece.subarray(0, count)));
  } finally {
    closeSync(file);
  }
}
