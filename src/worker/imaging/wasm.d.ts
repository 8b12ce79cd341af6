/** A path beside the bundle, put there by the build. */
declare module '*/decodewasm' {
  const path: string;
  export default path;
}

declare module '*/decodewasmjs' {
  /** Emscripten's module factory; what it makes is described where it is used. */
  const factory: (options: {
    readonly wasmBinary: Uint8Array;
    readonly print: () => void;
    readonly printErr: () => void;
  }) => Promise<unknown>;
  export default factory;
}

declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    decompress(buffer: ArrayBuffer, offset: number, length: number): ArrayBuffer;
  }
}
