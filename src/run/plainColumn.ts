/** Whether a value can be a column of numbers. */
export function isColumn(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
