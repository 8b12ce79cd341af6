import { StoreElement } from '../../ui/storeElement';
import type { DiffPage } from '../diffPage';
import type { DiffState } from '../diffState';

/** A panel of the diff's page. */
export abstract class DiffElement extends StoreElement<DiffState, DiffPage> {}
