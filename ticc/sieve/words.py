"""False friends of the sieve: words beside which a title or *called* is no sign of a person, in three languages."""

from __future__ import annotations


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What can be called something without being anybody.
THINGS = (
    # English
    "program|programme|project|system|tool|software|app|application|form|template|team|site|model|method|approach|ward|unit|group|meeting|list|file|folder|"
    "platform|organi[sz]ation|company|service|scheme|policy|document|report|plan|process|council|charity|place|town|village|street|drug|device|course|training|"
    "fund|grant|standard|board|network|pilot|portal|website|module|product|role|building|office|initiative|provider|agency|"
    # French
    "logiciel|outil|équipe|projet|système|formulaire|méthode|modèle|démarche|unité|groupe|réunion|liste|fichier|dossier|plateforme|association|entreprise|"
    "société|dispositif|rapport|lieu|ville|commune|quartier|formation|fonds|norme|réseau|pilote|portail|produit|appareil|médicament|structure|résidence|"
    "bâtiment|bureau|agence|poste|procédure|"
    # Dutch
    "systeem|programma|hulpmiddel|formulier|methode|aanpak|afdeling|eenheid|groep|overleg|lijst|map|organisatie|bedrijf|dienst|regeling|beleid|plek|dorp|stad|"
    "wijk|straat|geneesmiddel|apparaat|cursus|opleiding|norm|netwerk|proef|portaal|stichting|vereniging|gebouw|kantoor|functie|werkwijze|pakket"
)
# What may stand between the thing and the word: the software is called, la réunion qui s'appelle.
BETWEEN = r"is|are|was|were|has been|that|which|it|we|now|qui|que|qu['’]on|est|était|on|nous avons|dat|die|wij|we|werd|wordt|nu|ook"
STREETS = r"rue|avenue|av\.|boulevard|bd|place|quai|chemin|impasse|allée|square|prix"
HOUSES_BEFORE = r"hôpital|hopital|clinique|école|lycée|collège|fondation|institut|résidence|ehpad|centre hospitalier|pavillon|stichting|ziekenhuis"
HOUSES_AFTER = (
    "hospitals?|clinics?|schools?|foundation|trust|institute|centre|center|intelligence|ltd|limited|stores?|pharmacy|surgery|unit|programme|award|prize|"
    "lecture|council|services?|university|college|stichting|ziekenhuis|kliniek|fonds|verpleeghuis|apotheek"
)
# Small words that stand within surnames and are none on their own.
BEFORE_SURNAMES = _each("le la les el al de du des den der van von ten ter te het bin")
# Words with a capital that no name begins with: days, months, offices, well-known nobodies.
NO_SURNAMES = _each(
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche maandag dinsdag woensdag donderdag vrijdag "
    "zaterdag zondag january february april june july august september october november december "
    "manager practitioner consultant specialist lead leads led leader team director associate call bank educator prescriber in chair chairman president minister "
    "mayor speaker secretary google who motivator price right nobody everybody whoever of the for "
    "maire directeur directrice ministre président présidente préfet préfète juge tout-le-monde tout bovary cuisine "
    "voorzitter minister burgemeester directeur "
    "social adult children children's emergency human nhs gp gps samu police community district county public health home care house hospital "
    "zorg thuiszorg gemeente ggz wmo cpam ars ccas "
    "english french dutch anglais français nederlands"
)
# What may follow a title that somebody typed in small letters, without being a name.
NOT_IN_SMALL = _each(
    "and the who has was for can did does had have is are or les des une est pour qui que aux avec sur dans par pas directrice mairesse maire van der den een het "
    "met die dat als ook wil zei niet heeft was ont and/or"
)
# With these a new sentence begins after "Dr." as the end of a street's name.
SENTENCES_BEGIN = _each(
    "the a an we it he she they our this that these there in on at nobody everybody no all after before when if since parking visits"
)
# Before a long number these say that it is no person's.
NO_PERSONS_NUMBER = (
    r"(?:invoice|order|purchase order|ticket|contract|tender|serial|account|isbn|issn|pmid|doi|iban|vat|company|charity|article|batch|lot|grant|budget|tariff|"
    r"facture|commande|marché|contrat|siren|siret|finess|tva|rcs|lot|article|référence|tarif|convention|"
    r"factuur|bestelling|bestelbon|kvk|btw|rsin|contract|offerte|artikel|partij|rekening|tarief|agb|ticketnummer)"
)
