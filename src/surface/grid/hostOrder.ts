/** Whether the machine's own arrays hold the lowest byte first, as the wire does. */
export const isLittleEndianHost = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
