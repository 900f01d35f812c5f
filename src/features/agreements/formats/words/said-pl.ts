/**
 * What Waga itself says in a report (rules, notes, reasons), in English and in Polish: `{}` stands for what is said of, in Polish by
 * its number; `{n}` for a number, `{f}` for a fraction, `{*}` for what a person wrote. A sentence that is not here stays as it is.
 */
export const said: readonly (readonly [english: string, polish: string])[] = [
  // rules that changed a figure
  [
    'The outage of {} at {} was never announced, less than {} before it began: it counts as unplanned.',
    'Przerwa procesu {1} z {2} nie była zapowiedziana na {3} przed początkiem: liczy się jako nieplanowana.',
  ],
  [
    'The outage of {} at {} was announced at {}, less than {} before it began: it counts as unplanned.',
    'Przerwę {1} z {2} zapowiedziano {3}, mniej niż {4} przed początkiem: liczy się jako nieplanowana.',
  ],
  ['The outage of {} at {} is left out: its cause is {}.', 'Przerwę {1} z {2} wyłączono: jej przyczyna to {3}.'],
  [
    'Ends of outages are set to whole units of {}: starts down, ends up.',
    'Końce przerw ustawiono na pełne jednostki {1}: początki w dół, końce w górę.',
  ],
  [
    '{} of planned time is left out in {}; {} more than that counts.',
    '{1} czasu planowanego wyłączono w okresie {2}; {3} ponad to się liczy.',
  ],
  [
    '{} was down {n} times for less than {}, {} together: by the minimum duration none of it counts.',
    '{1}: niedostępność krótsza niż {3}, liczba przypadków: {2}, razem {4}; z powodu minimalnej długości nic z tego się nie liczy.',
  ],
  [
    'The agreement was entered at {}, after the period began: that first wording is used.',
    'Umowę wprowadzono {1}, po początku okresu: obowiązuje to pierwsze brzmienie.',
  ],
  [
    'The agreement was changed at {}: that wording holds from the next period on.',
    'Umowę zmieniono {1}: to brzmienie obowiązuje od następnego okresu.',
  ],
  [
    'The agreement holds from {} on: the time before does not count.',
    'Umowa obowiązuje od {1}: wcześniejszy czas się nie liczy.',
  ],
  [
    'The agreement holds no longer from {} on: the time after does not count.',
    'Umowa nie obowiązuje od {1}: późniejszy czas się nie liczy.',
  ],
  // notes
  [
    'The period is not over: promises by time are held against the whole of it as if the rest were up; the others against what was counted so far.',
    'Okres jeszcze trwa: zobowiązania według czasu odnosi się do całego okresu, jakby reszta była dostępna; pozostałe do tego, co dotąd policzono.',
  ],
  [
    'The agreement promises per {}; this report is of another period, for which no credits are reckoned.',
    'Umowa przyrzeka za inny okres ({1}); ten raport obejmuje okres, za który bonifikat się nie nalicza.',
  ],
  [
    'Promises by requests, users and value are counted over the whole period: nothing is left out of them.',
    'Zobowiązania według żądań, użytkowników i wartości liczy się za cały okres: niczego z nich nie wyłączono.',
  ],
  [
    'No minute was counted of {}: the figures rest on the ledger alone.',
    'Nie policzono ani minuty dla: {1}; liczby opierają się na samym rejestrze.',
  ],
  [
    'This report is not frozen: a later change of the ledger changes it, without another version.',
    'Ten raport nie jest zamrożony: późniejsza zmiana rejestru zmieni go bez nowej wersji.',
  ],
  [
    'Nothing is on record of this period: it is neither up nor down, but not measured.',
    'O tym okresie nic nie zapisano: nie jest ani dostępny, ani niedostępny, lecz niezmierzony.',
  ],
  [
    'Nothing is on record before {}: that time is neither up nor down, but not measured.',
    'Przed {1} nic nie zapisano: ten czas nie jest ani dostępny, ani niedostępny, lecz niezmierzony.',
  ],
  [
    'Losses in {} are never added; they stand with each subject.',
    'Strat w różnych walutach ({1}) się nie dodaje; podano je przy każdym przedmiocie.',
  ],
  [
    'Some losses are preliminary: what came back later is not all in the data yet.',
    'Niektóre straty są wstępne: w danych nie ma jeszcze wszystkiego, co wróciło później.',
  ],
  ['{n} of the outages is a draft that nobody has confirmed.', 'Szkice przerw, których nikt nie potwierdził: {1}.'],
  ['{n} of the outages are drafts that nobody has confirmed.', 'Szkice przerw, których nikt nie potwierdził: {1}.'],
  [
    'What components would make of their processes could not be worked out in time; ask again later.',
    'Nie udało się na czas obliczyć, co wynika z komponentów; zapytaj później.',
  ],
  [
    'Money of {} in {}: Waga counted {n} % less than was booked (days with both: {n}); every money figure here carries that gap.',
    'Pieniądze {1} w {2}: Waga naliczyła o {3}% mniej, niż zaksięgowano, w dniach, które mają obie liczby ({4}); ta różnica dotyczy każdej kwoty.',
  ],
  [
    'Money of {} in {}: Waga counted {n} % more than was booked (days with both: {n}); every money figure here carries that gap.',
    'Pieniądze {1} w {2}: Waga naliczyła o {3}% więcej, niż zaksięgowano, w dniach, które mają obie liczby ({4}); ta różnica dotyczy każdej kwoty.',
  ],
  [
    'Money of {} in {}: Waga counted exactly what was booked (days with both: {n}).',
    'Pieniądze {1} w {2}: Waga naliczyła dokładnie tyle, ile zaksięgowano, w dniach, które mają obie liczby ({3}).',
  ],
  // where counts come from
  ['good of all valid requests, over {n} measured minutes', 'udane spośród poprawnych żądań; zmierzono minut: {1}'],
  [
    'seconds in which users were served, of all in which they were there, over {n} measured minutes',
    'sekundy, w których użytkowników obsłużono, spośród wszystkich, w których byli; zmierzono minut: {1}',
  ],
  [
    'value delivered of value expected, over {n} measured minutes',
    'wartość dostarczona z oczekiwanej; zmierzono minut: {1}',
  ],
  // credits
  [
    'Nothing was counted, so nothing can be said of credits.',
    'Niczego nie policzono, więc o bonifikacie nic nie można powiedzieć.',
  ],
  [
    'The worst subject is {} with {} %, which is below no tier.',
    'Najgorszy przedmiot to {1} z wynikiem {2}%; nie leży poniżej żadnego progu.',
  ],
  [
    'The worst subject is {} with {} %: below {n} %, for which {n} % of the fee is owed.',
    'Najgorszy przedmiot to {1} z wynikiem {2}%: poniżej {3}%, za co należy się {4}% opłaty.',
  ],
  [
    'The worst subject is {} with {} %, because time was not measured: it is below no tier, and may be below {n} %, for which {n} % of the fee is owed.',
    'Najgorszy przedmiot to {1} z wynikiem {2}%, bo części czasu nie zmierzono: na pewno nie leży poniżej żadnego progu, a może leżeć poniżej {3}%, za co należy się {4}% opłaty.',
  ],
  [
    'The worst subject is {} with {} %, because time was not measured: it is below the tier below {n} %, for which {n} % of the fee is owed, and may be below {n} %, for which {n} % of the fee is owed.',
    'Najgorszy przedmiot to {1} z wynikiem {2}%, bo części czasu nie zmierzono: leży poniżej {3}% (należy się {4}% opłaty), a może leżeć poniżej {5}% (należy się {6}% opłaty).',
  ],
  [
    'There is no forecast: no earlier period is on record.',
    'Nie ma prognozy: żaden wcześniejszy okres nie jest zapisany.',
  ],
  [
    'The forecast rests on {n} earlier period with {}; 90 % of 2000 draws lie between its ends.',
    'Prognoza opiera się na wcześniejszych okresach ({1}) i ich przerwach ({2}); 90% z 2000 losowań leży między jej końcami.',
  ],
  [
    'The forecast rests on {n} earlier periods with {}; 90 % of 2000 draws lie between its ends.',
    'Prognoza opiera się na wcześniejszych okresach ({1}) i ich przerwach ({2}); 90% z 2000 losowań leży między jej końcami.',
  ],
  // what the components would make it
  [
    '{n} % was delivered, {n} % was to be expected of its components: the same.',
    'Dostarczono {1}%, z komponentów należało oczekiwać {2}%: tyle samo.',
  ],
  [
    '{n} % was delivered, {n} % was to be expected of its components: {n} percentage points less.',
    'Dostarczono {1}%, z komponentów należało oczekiwać {2}%: o {3} punktu procentowego mniej.',
  ],
  [
    '{n} % was delivered, {n} % was to be expected of its components: {n} percentage points more.',
    'Dostarczono {1}%, z komponentów należało oczekiwać {2}%: o {3} punktu procentowego więcej.',
  ],
  ['No outage counted.', 'Nie liczyła się żadna przerwa.'],
  ['Down were {}.', 'Niedostępność: {1}.'],
  ['Expected is {n} min of down-time in such a period.', 'W takim okresie oczekuje się {1} min niedostępności.'],
  [
    'Its own unavailability of {n} a tenth as large, for {}.',
    'Jego własna niedostępność {1} dziesięć razy mniejsza, dla: {2}.',
  ],
];
