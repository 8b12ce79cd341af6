import type { Source } from '../format';
import { headOf, readTextOr } from '../lib/readTextOr';
import { folderOf, joined, lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { readConfig, type LabelConfig } from './config';

const NAMES = ['label_config.xml', 'labeling_config.xml', 'config.xml', 'label_config.txt'];

/**
 * The labelling config beside the tasks: the file that the option `config` names, one of the usual names, or the only
 * XML file that looks like one.
 */
export function configBeside(source: Source, tasks: string, report: Report): LabelConfig | undefined {
  const path = configPath(source, tasks);
  if (path === undefined) return undefined;
  const text = readTextOr(source.fs, path, report);
  const config = text === undefined ? undefined : readConfig(text);
  if (!config && text !== undefined) {
    const message =
      'This is no labelling config of Label Studio that can be read; the labels are read without it.';
    report.problem({ severity: 'warning', code: 'labelstudio-config', message, path });
  }
  return config;
}

function configPath({ fs, options }: Source, tasks: string): string | undefined {
  const told = options['config'];
  if (told !== undefined && told !== '') return told;
  const folders = [folderOf(tasks), ...(folderOf(tasks) === '' ? [] : [folderOf(folderOf(tasks))])];
  const usual = folders
    .flatMap((folder) => NAMES.map((name) => joined(folder, name)))
    .find((path) => fs.has(path));
  if (usual !== undefined) return usual;
  const found = fs
    .list(folderOf(tasks))
    .filter(({ name, kind }) => kind === 'file' && /\.xml$/i.test(name))
    .map(({ name }) => joined(folderOf(tasks), name))
    .filter((path) => isConfig(headOf(fs, path, 4096)));
  return found.find((path) => sameEnd(path, tasks)) ?? (found.length === 1 ? found[0] : undefined);
}

function isConfig(head: string): boolean {
  return /<View[\s>]/.test(head) && /toName\s*=/.test(head);
}

/** `data_obb.json` and `label_config_obb.xml`. */
function sameEnd(config: string, tasks: string): boolean {
  const [a, b] = [config, tasks].map((path) => /_([a-z0-9]+)\.[a-z]+$/i.exec(lastPart(path))?.[1]);
  return a !== undefined && a === b;
}
