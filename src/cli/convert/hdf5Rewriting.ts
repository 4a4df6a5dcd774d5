/**
 * One line of Python that writes datasets as h5py does where nothing is asked of it, in which way they are read.
 * @param paths - those of them that the file has
 */
export function describeRewriting(file: string, paths: readonly string[]): string {
  const copies = `[g.create_dataset(k, data=f[k][()].astype('f8')) for k in [${paths.map(quote).join(', ')}] if k in f]`;
  return `Write it anew: python3 -c "import h5py; f = h5py.File(${quote(file)}); g = h5py.File('plain.h5', 'w'); ${copies}"`;
}

/** For Python, inside of a shell's double quotes. */
function quote(text: string): string {
  return `'${/["'\\$`!\n]/.test(text) ? 'NAME' : text}'`;
}
