/*
 * The widget toolkit probes on loading whether the browser knows `:focus-visible`, by a <style> element of its own.
 * Under our content security policy that needs the page's nonce, which it looks for in this <meta> element.
 */
const nonce = [...document.scripts].find((script) => script.nonce)?.nonce;
if (nonce !== undefined && !document.querySelector('meta[property="csp-nonce"]')) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}

export {};
