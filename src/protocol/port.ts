/** Something with a life that ends. Disposing twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/**
 * One end of a message channel (webview, forked process, in-memory pair). Both ends must deliver whole
 * messages in the order they were sent; what is sent while nobody listens at the other end may be lost.
 * Messages are structured-cloneable; `transfer` is a hint that may be ignored.
 */
export interface Port {
  send(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): Disposable;
}
