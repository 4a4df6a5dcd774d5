/** Inputs that the two fuzz tests try together; they run side by side, and on two quiet cores a million take 40 s. */
export const FUZZ_INPUTS = Number(process.env['GDV_FUZZ_INPUTS'] ?? 1_000_000);
