import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { parseDicom, type DataSet } from 'dicom-parser';
import { transferSyntaxOf } from '../../../core/imageHeader/dicom';
import { messageOf, WorkerError } from '../../workerError';
import { describing } from '../open';
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE } from './transferSyntax';

export interface DicomFile {
  readonly dataSet: DataSet;
  readonly transferSyntax: string;
}

/** Reads a DICOM file, with or without its preamble and meta header. Throws `ImageError`. */
export async function readDicom(path: string): Promise<DicomFile> {
  const bytes = await describing(path, () => readFile(path));
  const dataSet = parse(path, bytes);
  const transferSyntax = transferSyntaxOf(bytes) ?? rawSyntax(bytes);
  return { dataSet, transferSyntax };
}

function parse(path: string, bytes: Uint8Array): DataSet {
  const isPart10 = Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';
  const options = isPart10 ? {} : { TransferSyntaxUID: rawSyntax(bytes) };
  try {
    return parseDicom(bytes, { ...options, inflater });
  } catch (error) {
    // What was read before the damage; the parser hands it out beside its reason.
    const { dataSet } = error as { readonly dataSet?: DataSet };
    if (dataSet?.elements['x00280010']) return dataSet;
    const why =
      error instanceof Error
        ? error.message
        : messageOf((error as { exception?: unknown }).exception ?? error);
    throw new WorkerError('ImageError', `The DICOM file ${path} cannot be read: ${why}.`);
  }
}

/** A data set without a meta header: explicit when two capitals stand where a value representation would. */
function rawSyntax(bytes: Uint8Array): string {
  const representation = Buffer.from(bytes.subarray(4, 6)).toString('latin1');
  return /^[A-Z]{2}$/.test(representation) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
}

/** The meta header as it is, what follows it inflated (PS3.5 A.5). */
function inflater(bytes: Uint8Array, position: number): Uint8Array {
  return Buffer.concat([bytes.subarray(0, position), inflateRawSync(bytes.subarray(position))]);
}
