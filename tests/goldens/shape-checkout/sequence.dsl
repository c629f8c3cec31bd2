workspace "Web shop" {
    model {
        p1 = person "Customer"
        p6 = softwareSystem "Customs office" "" "External"
        system = softwareSystem "Web shop" {
            p2 = container "Shop" "" "" "Service"
            p3 = container "Stock" "" "" "Service"
            p4 = container "Payment" "" "" "Service"
            p5 = container "Statistics" "" "" "Service"
            p7 = container "Mail" "" "" "Service"
        }
        r1 = p1 -> p2 "Calls" "" "Synchronous"
        r2 = p2 -> p3 "Calls" "" "Synchronous"
        r3 = p2 -> p4 "Calls" "" "Synchronous"
        r4 = p4 -> p5 "Sends messages to" "" "Asynchronous"
        r5 = p4 -> p3 "Sends messages to" "" "Asynchronous"
        r6 = p3 -> p6 "Sends messages to" "" "Asynchronous"
        r7 = p2 -> p3 "Sends messages to" "" "Asynchronous"
        r8 = p3 -> p2 "Sends messages to" "" "Asynchronous"
        r9 = p2 -> p7 "Sends messages to" "" "Asynchronous"
        r10 = p3 -> p3 "Sends messages to" "" "Asynchronous"
    }
    views {
        dynamic system "flow-1" "Check out the basket" {
            r1 "Check out the basket"
            r2 "1 Hold the goods"
            r3 "2 Charge the card"
            r4 "CardCharged"
            r5 "[2 done] CardCharged through Order bus: 3 Pack and send the parcel"
            r6 "[2 done, if the parcel leaves the country] DeclareParcel: 4 Declare the parcel"
            r7 "[2 refused] ReleaseHold: 5 Release the goods"
            r8 "[2 refused] outcome of 5"
            r9 "[2 refused] CardChargeRefused: 6 Tell the customer that the card was refused"
            r3 "[2 timed out after 15 seconds] 8 Look up what became of the charge"
            r10 "[if the basket is not paid by then] LetHoldLapse: 7 Let the hold lapse"
            autolayout lr
        }
        styles {
            element "Element" {
                background #ffffff
                color #1b1d22
                stroke #5a5e69
                shape Box
            }
            element "Person" {
                background #ffffff
                color #1b1d22
                stroke #5a5e69
                shape Person
            }
            element "Database" {
                background #ffffff
                color #1b1d22
                stroke #5a5e69
                shape Cylinder
            }
            element "External" {
                background #dedbd2
                color #1b1d22
                stroke #5a5e69
                shape Box
            }
            relationship "Synchronous" {
                color #2b4acb
                style solid
            }
            relationship "Asynchronous" {
                color #b3470b
                style dashed
            }
        }
        properties {
            "plantuml.sequenceDiagram" "true"
            "mermaid.sequenceDiagram" "true"
        }
    }
}
