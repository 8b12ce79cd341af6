/** A model that cannot be run as a detector: its `input` does not fit, or `noHead` reads its outputs. */
export class PlanError extends Error {
  readonly code: 'input' | 'noHead';
  readonly data: unknown;

  constructor(code: 'input' | 'noHead', message: string, data?: unknown) {
    super(message);
    this.name = 'PlanError';
    this.code = code;
    this.data = data;
  }
}
