/** A conversion cannot be done as asked: the message says why and what to do. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';
}
