/** Whether the machine is little-endian, as the wire is. */
export const isLittleEndianHost = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
