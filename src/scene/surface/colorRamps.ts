/**
 * A colour map of 256 colours. Of each channel, red, green and blue: its first value, its first difference, and the 254
 * second differences, which are -2 to 1: three in a character, 2 more than each, the first the lowest two bits, above `(`.
 */
export interface ColorRamp {
  readonly first: readonly [red: number, green: number, blue: number];
  readonly slope: readonly [red: number, green: number, blue: number];
  readonly bends: readonly [red: string, green: string, blue: string];
}

const PER_CHARACTER = 3;
const FIRST_CHARACTER = 40;

/**
 * The colour maps of matplotlib by S. van der Walt and N. Smith (CC0), to the bit, as d3-scale-chromatic has them: there they
 * are 6 kB of text that does not compress, and bring all other colour schemes along.
 */
export const COLOR_RAMPS = {
  viridis: {
    first: [68, 1, 84],
    slope: [0, 1, 2],
    bends: [
      '_QObQRRRR^RU^^^UE_UE_E_E_E_UE_^UECC_^^^UUU^^RBcQbE_BSbQ_E_^RRRRROFFF_E_UECCCCCCC_^EO/',
      '_E_EOOFFbaQFbQFRFRbQRRFRRRRRRRRURRRRRURRRRBSRRRRURRR^RRBSRURUBSU^^B_^^E_E_EOO_aaaaQO/',
      'EO_aQORORBS^BC_E_aaQOFRFRRFRRRRRRRRRRRRBSRUBSUUUE_N_EFbQORRRRR^BCCC_EFOOOOFbEVUbU_RF3',
    ],
  },
  magma: {
    first: [0, 0, 4],
    slope: [1, 0, 1],
    bends: [
      'aaU^RRFRbaaaUESUU^^^^UE_UE_UE_UEC_^UECCC_^^^UEC_E_EFbQRRBCC_EFFFRORORRRRRRRRRRURR^RR2',
      'O_E_^^^^EOObASBSURFbE_^UUUECC_UE_^E_E_EC_E_^UUUURURObaaUUU^RBSRBSRBSR^RBSBSBSBSBS^R^2',
      'FSORRbQFFFO_EFRBCFRU^EOOObQRRFRURRBS^BCC_^E_aaaaQObQFFFVESRRFF_^RRRRFbaaE_UECCSUBSR^2',
    ],
  },
  inferno: {
    first: [0, 0, 4],
    slope: [1, 0, 1],
    bends: [
      'aa^RRROO_ECCS^BCSUEC_^UEC_^EC_^UE_^UE_UE_E_aEFFFbQFRRRR^RUUUE_aaaQFRRR^RU^^E_UECS_UF6',
      'OO_EC_EOORR^BSUROF_E_UEC_^EC_UE_UE_^UUUUU^R^RRRRFROFFO_E_^^^^BSURURBSRRRR^RRRRBSUEFR6',
      'VRbQFFFF_aaQREORBC_aaQRRRRR^RUUEC_EFOFFRORRRRRRRBSBSBS^BSUUUU^^RFS_bUUbQO_^RRF_RRFRB/',
    ],
  },
  plasma: {
    first: [13, 8, 135],
    slope: [3, -1, 1],
    bends: [
      'RaQR^RU^^^UUE_^E_^E_E_EFO_aaaQOFRORRORRRRR^RRBSBS^RU^^^^^^EC_EO_aaaQFRROR^RBSUE_E_aa5',
      'CSBSR^RRURURUR^RRRObE_URRRFRRFRRORFRRORbQRFRbQRFRFRFRObQOFbaaaaaEFO_E_E_EC_^UUUUU^^B3',
      'bQBSRU^^^UE_aEFbQRRRR^^^^EFFFbQRORRRFRRRRFRRbQRFRRORFRbQRORFRRORFRbQbQFbaEVESURObaQN*',
    ],
  },
} as const satisfies Record<string, ColorRamp>;

/** The 256 colours of a ramp, three bytes each. */
export function decodeRamp({ first, slope, bends }: ColorRamp): Uint8Array {
  const colors = 256;
  const bytes = new Uint8Array(3 * colors);
  bends.forEach((text, channel) => {
    let value = first[channel]!;
    let step = slope[channel]!;
    for (let i = 0; i < colors; i++) {
      bytes[3 * i + channel] = value;
      value += step;
      const code = text.charCodeAt(Math.floor(i / PER_CHARACTER)) - FIRST_CHARACTER;
      step += ((code >> (2 * (i % PER_CHARACTER))) & 3) - 2;
    }
  });
  return bytes;
}
