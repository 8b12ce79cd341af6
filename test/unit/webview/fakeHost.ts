import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { emptyDoc } from '../../../src/core/annotation/document';
import { apply, type Edit } from '../../../src/core/edit/edit';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../src/core/schema/labelSchema';
import type { HostContract, PageContract, Snapshot } from '../../../src/protocol/editor';
import { Rpc } from '../../../src/protocol/rpc';
import { hostLink } from '../../../webview/hostLink';
import { pageService, showSnapshot } from '../../../webview/notes';
import type { Page } from '../../../webview/page';
import { Session } from '../../../webview/session';
import { Store } from '../../../webview/store';
import { fakePortPair } from '../../helpers/fakePort';

/** A host that keeps the version rule, and remembers what it was asked. */
export class TestHost {
  doc: AnnotationDoc = emptyDoc({ file: 'a.png', widthPx: 100, heightPx: 80 });
  version = 1;
  schema: LabelSchema = EMPTY_SCHEMA;
  hasSchemaFile = false;
  readonly edits: Edit[] = [];
  readonly ran: string[] = [];
  opened = 0;
  clipboard = '';
  /** Runs before each proposal is answered: for races. */
  beforePropose: () => void | Promise<void> = () => undefined;
  /** Runs after a proposal was taken, before the reply is sent. */
  beforeReply: () => void | Promise<void> = () => undefined;

  rpc: Rpc<HostContract, PageContract> | undefined;

  snapshot(): Snapshot {
    return {
      doc: this.doc,
      version: this.version,
      image: { kind: 'missing', reason: 'test', widthPx: 100, heightPx: 80 },
      schema: this.schema,
      hasSchemaFile: this.hasSchemaFile,
      problems: [],
      position: { index: 0, total: 1, labelled: 0 },
      model: { title: undefined },
      settings: { threshold: 0.35, showLabels: 'always', showCrosshair: true, fillOpacity: 0.15 },
      keys: [],
    };
  }

  /** A change by undo, detection or another panel: told to the page. */
  change(edit: Edit): void {
    const { doc, skipped } = apply(this.doc, edit);
    this.doc = doc;
    this.version++;
    this.rpc?.notify('changed', { version: this.version, edit, skipped });
  }

  /** A change the page does not hear of. */
  secretly(edit: Edit): void {
    this.doc = apply(this.doc, edit).doc;
    this.version++;
  }

  async propose(edit: Edit, baseVersion: number): Promise<{ version: number; stale: boolean }> {
    await this.beforePropose();
    if (baseVersion !== this.version) return { version: this.version, stale: true };
    this.edits.push(edit);
    this.doc = apply(this.doc, edit).doc;
    const version = ++this.version;
    await this.beforeReply();
    return { version, stale: false };
  }
}

/** A page without a DOM, connected to the host by messages that are cloned. */
export async function connect(host: TestHost): Promise<Page> {
  const { a, b } = fakePortPair('async');
  host.rpc = new Rpc<HostContract, PageContract>(a, {
    calls: {
      open: () => (host.opened++, host.snapshot()),
      propose: ({ edit, baseVersion }) => host.propose(edit, baseVersion),
      addClass: ({ name }) => {
        host.schema = { ...host.schema, classes: [...host.schema.classes, { name, attributes: [] }] };
        return { schema: host.schema };
      },
      readClipboard: () => host.clipboard,
      tile: () => Promise.reject(new Error('This picture is not tiled.')),
      showPage: () => null,
      previousLabels: () => null,
      author: () => ({ name: 'Anna Example' }),
      copyToNext: () => ({ file: '', added: 0 }),
      writeClipboard: ({ text }) => ((host.clipboard = text), null),
    },
    notes: {
      run: ({ command }) => void host.ran.push(command),
      typing: () => undefined,
      painting: () => undefined,
      viewState: () => undefined,
      log: () => undefined,
      painted: () => undefined,
    },
  });
  const late = { page: undefined as Page | undefined };
  const link = hostLink(
    new Rpc<PageContract, HostContract>(
      b,
      pageService(() => late.page),
    ),
  );
  const store = new Store();
  let seed = 1;
  const session = new Session({
    store,
    host: link,
    random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    onSnapshot: (snapshot) => showSnapshot(store, snapshot),
  });
  const page: Page = {
    store,
    session,
    host: link,
    canvasSize: () => ({ width: 400, height: 300 }),
    picture: () => undefined,
  };
  late.page = page;
  session.take(await link.open());
  return page;
}

/** Lets every message that is under way arrive and be answered. */
export async function quiet(page: Page): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve));
    await page.session.settled();
  }
}
