/**
 * The key under which a shape, or the file, says what LabelMe and X-AnyLabeling have no word for. Both keep keys that
 * they do not know when they save.
 */
export const OWN_KEY = 'relabel';
