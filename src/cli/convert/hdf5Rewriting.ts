/**
 * One line of Python that writes datasets with h5py's default storage, which can be read here.
 * @param paths - of the datasets in the file
 */
export function describeRewriting(file: string, paths: readonly string[]): string {
  const copies = `[g.create_dataset(k, data=f[k][()].astype('f8')) for k in [${paths.map(quote).join(', ')}] if k in f]`;
  const output = file.endsWith('plain.h5') ? 'plain-2.h5' : 'plain.h5';
  return `Write it anew: python3 -c "import h5py; f = h5py.File(${quote(file)}); g = h5py.File('${output}', 'w'); ${copies}"`;
}

/** Quotes a text for Python within a shell's double quotes: characters special to either are written by their number. */
function quote(text: string): string {
  return `'${text.replace(/["'\\$`!\n\r]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`;
}
