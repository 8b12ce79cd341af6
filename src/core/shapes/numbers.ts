import { isArray, type Json } from '../json/json';

/** The value as a list of finite numbers, of this length if one is given; else undefined. */
export function finiteNumbers(value: Json | undefined, length?: number): readonly number[] | undefined {
  if (!isArray(value) || (length !== undefined && value.length !== length)) return undefined;
  return value.every((each) => typeof each === 'number' && Number.isFinite(each))
    ? (value as readonly number[])
    : undefined;
}
