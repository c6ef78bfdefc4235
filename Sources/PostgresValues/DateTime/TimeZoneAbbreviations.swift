// Abbreviations that PostgreSQL knows out of the box (its "Default" set), in minutes east of Greenwich; `d` marks daylight
// saving time. Those whose meaning moved over the years stand for their present one.

enum TimeZoneAbbreviations {
    struct Entry {
        var seconds: Int
        var isDaylightSaving: Bool
    }

    /// By lower-case abbreviation.
    static let table: [String: Entry] = {
        var table: [String: Entry] = [:]
        for entry in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
            let parts = entry.split(separator: " ")
            guard parts.count > 1, let minutes = Int(parts[1]) else { continue }
            table[String(parts[0])] = Entry(seconds: minutes * 60, isDaylightSaving: parts.count > 2)
        }
        return table
    }()

    private static let text = """
        acdt 630 d; acsst 630 d; acst 570; act -300; acwst 525; adt -180 d; aedt 660 d; aesst 660 d; aest 600
        aft 270; akdt -480 d; akst -540; almst 420 d; almt 360; amst 240; amt -240; anast 720; anat 720; arst -180
        art -180; ast -240; awsst 540 d; awst 480; azost 0 d; azot -60; azst 240; azt 240; bdst 120 d; bdt 360
        bnt 480; bort 480; bot -240; bra -180; brst -120 d; brt -180; bst 60 d; btt 360; cadt 630 d; cast 570
        cct 480; cdt -300 d; cest 120 d; cet 60; cetdst 120 d; chadt 825 d; chast 765; chut 600; ckt -600
        clst -180 d; clt -180 d; cot -300; cst -360; cxt 420; davt 420; ddut 600; easst -300 d; east -300 d
        eat 180; edt -240 d; eest 180 d; eet 120; eetdst 180 d; egst 0 d; egt -60; est -300; fet 180; fjst 780 d
        fjt 720; fkst -180; fkt -180; fnst -60 d; fnt -120; galt -360; gamt -540; gest 240; get 240; gft -180
        gilt 720; gmt 0; gyt -240; hkt 480; hst -600; ict 420; idt 180 d; iot 360; irkst 480; irkt 480; irt 210
        ist 120; jayt 540; jst 540; kdt 600 d; kgst 360 d; kgt 360; kost 660; krast 420; krat 420; kst 540
        lhdt 660 d; lhst 630; ligt 600; lint 840; lkt 330; magst 660; magt 660; mart -570; mawt 300; mdt -360 d
        mest 120 d; mesz 120 d; met 60; metdst 120 d; mez 60; mht 720; mmt 390; mpt 600; msd 240 d; msk 180
        mst -420; must 300 d; mut 240; mvt 300; myt 480; ndt -150 d; nft -210; novst 420; novt 420; npt 345
        nst -210; nut -660; nzdt 780 d; nzst 720; nzt 720; omsst 360; omst 360; pdt -420 d; pet -300; petst 720
        pett 720; pgt 600; pht 480; pkst 360 d; pkt 300; pmdt -120 d; pmst -180; pont 660; pst -480; pwt 540
        pyst -180 d; pyt -180; ret 240; sadt 630 d; sast 120; sct 240; sgt 480; taht -600; tft 300; tjt 300
        tkt 780; tmt 300; tot 780; trut 600; tvt 720; uct 0; ulast 540 d; ulat 480; ut 0; utc 0; uyst -120 d
        uyt -180; uzst 360 d; uzt 300; vet -240; vlast 600; vlat 600; volt 180; vut 660; wadt 480 d; wakt 720
        wast 420; wat 60; wdt 540 d; wet 0; wetdst 60 d; wft 720; wgst -120 d; wgt -180; xjt 360; yakst 540
        yakt 540; yapt 600; yekst 360 d; yekt 300; z 0; zulu 0
        """
}
