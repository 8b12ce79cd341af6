import type { Page } from '../page';
import type { State } from '../store';
import { StoreElement } from './storeElement';

/** A panel of the editor. */
export abstract class PageElement extends StoreElement<State, Page> {}
