/** Files that a page gives: their names, and how they leave. */

/** `Awa Diallo` → `Awa-Diallo`: letters and digits of any script, accents kept out; empty when nothing is left. */
export function fileName(name) {
  const plain = name.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}

export function download(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
