/** In the place of money that is left out because the reader may not see it: nobody shall take it for none. */
export const hiddenMoneyText = 'not shown to you';
