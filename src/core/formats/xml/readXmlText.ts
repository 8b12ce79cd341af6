import type { ReadFs } from '../fs';
import { whenReadable } from '../lib/readText';
import type { Report } from '../report';
import { decodeXml, type DecodedXml } from './decodeXml';

const SILENT: Pick<Report, 'problem'> = { problem: () => undefined };

/** The text of an XML file; what is wrong with its bytes is told to the report, if there is one. */
export function readXmlText(
  fs: ReadFs,
  path: string,
  report: Pick<Report, 'problem'> = SILENT,
): DecodedXml | undefined {
  return told(
    whenReadable(report, path, () => decodeXml(fs.readBytes(path))),
    path,
    report,
  );
}

/** The same text, with what is wrong with its bytes told. */
export function told(
  decoded: DecodedXml | undefined,
  path: string,
  report: Pick<Report, 'problem'>,
): DecodedXml | undefined {
  if (decoded?.message !== undefined)
    report.problem({
      severity: 'warning',
      code: 'xml-encoding',
      path,
      line: 1,
      message: `${decoded.message}.`,
    });
  return decoded;
}
