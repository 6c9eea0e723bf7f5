"""What people write in Vietnamese about errors, the building and the online service."""

from collections.abc import Mapping
from typing import Final

from handlers.casework.categories import Category

OFFICE: Final[Mapping[Category, Mapping[int, str]]] = {
    Category.ERROR_LOSS: {
        4: """
in|ghi|viet|danh|go|nhap|cap|lam|bi|dien|khai|de ~ sai|nham|thieu|sót|lộn ~ ten|ho|ngay|nam_sinh|dien_tich|dia_chi
in|ghi|viet|danh|go|nhap|cap|lam|bi|dien|khai|de ~ sai|nham|thieu|sót|lộn ~ thong_tin|so|dau|dem|chu_lot|chu
in|ghi|viet|danh|go|nhap|cap|lam|bi ~ sai|nham ~ gioi_tinh|loai_dat|que|que_quan|nguoi|ho_so
in|ghi|viet|danh|go|nhap|cap|lam|bi ~ sai|nham ~ thua|giay|nam|thang|so_do|xa; tra|cap|giao|dua nham|lộn
sai ten|ho_ten|nam_sinh|ngay_sinh|ngay_thang|dien_tich|thong_tin|dia_chi|gioi_tinh|chinh_ta
sai so_thua|ten_dem|que_quan|nam|so_cccd|so_can_cuoc|ho_va_ten|cmnd|so_giay|chu|dau|nguoi
nham ten|ho_ten|nam_sinh|ngay|dien_tich|gioi_tinh|ho_so|nguoi|nha|xa|so; lộn ten|so|nguoi|ho_so
thieu|mat chu|dấu|chu_dem|ten_dem|chu_lot|mot_so|trang
lam|danh|bi|de|lam_mat mất ~ ho_so|giay|giay_to|so|ban_goc|so_do|het|ban_chinh; lam mat
mất ~ ho_so|giay_to|ban_goc|so_do|ban_chinh|giay; mat ho_so|giay_to|ban_goc|so_do|ban_chinh|giay|so|het; bi mất
that lac; lạc mất; lam rach|hong|uot|nhau|hu|do|bẩn ~ ho_so|giay|giay_to|so|ban
ho so|giay|giay_to|so_do|bang ~ bi mat|hong|rach|that_lac|uot|đâu_mất
khong|chang|mai_khong tim thay|ra|duoc ~ ho_so|giay|so|dau|don
ho so|giay|so_do|bang|ban_chinh|ban_goc ~ khong tim thay|ra; lộ thong tin
lo|ro_ri|lo_lot|ban|tiet_lo|phat_tan ~ thong tin|so_dien_thoai|du_lieu ~ toi|dan|khach|ca_nhan|nguoi
lo lot thong tin; thong tin|so_dien_thoai ~ bi lo|ban|phat_tan; cap trung; trung so; cap ~ hai nguoi; trung thua
bien mat; in|ghi ~ sang tinh|xa|huyen|nguoi; cap ~ sang thua|nha|nguoi; hai ben do cho; nham que|tinh|sang
khong giong ~ nhau|ban|giay; khác nhau giữa; lech ~ ten|ngay|dien_tich|so|nhau
ghi|danh|viet|go lon ~ ten|ngay|so|thanh|nam; thanh ten ~ khac|nguoi|bac|bo; dan nham anh
anh ~ nguoi khac ~ the|giay|cccd; dung ten nguoi khac; dong dau nham|sai; dau ~ nham|sai ~ trang|cho; cap thieu
thieu trang; cấp|ghi ~ cho ~ nguoi khac; nhap sai; mất tên; khong co ten ~ danh_sach|he_thong|so
ho so ~ cua nguoi khac
""",
        3: """
cai chinh; dinh chinh; lam lai tu dau; khong dung|khop ~ ten|dien_tich|thong_tin|nam_sinh|so|thuc_te|ban; khong khop
ghi thieu; ghi sót; thieu ten|chu_dem; nham lan; loi cua|do can_bo|xa|phuong|nhan_vien|ben|uy_ban; sai het; bi sai
bị nhầm; sai sot; khong con luu; nhầm; sua ~ sai; giay ~ rach|nhau; ten ~ sai|nham|thieu; đem ~ sai; sai ~ nhu
con dau ~ sai|nham|mo; đóng dau nham; in nham; khong co trong so|he_thong|ho_tich; mất dấu; bien mat; bay mat
chay mat; chuot gam; do cho nhau; khong trung; không trùng khớp; in mờ; khong doc duoc; nhap du lieu ~ sai
sai nguoi; lộn; sua lai ~ phai
""",
        2: """
sai; nguoi la goi; moi ~ lam dich vu; goi moi; lo so dien thoai; thiếu dấu; ban chinh; ban goc; sót; lỗi; mất
tai sao ho biet; lừa đảo gọi
""",
        1: "khai sinh; so do; trich luc; chung tu; bang tot nghiep; giay chung nhan; ten",
    },
    Category.FACILITY: {
        4: """
phong|khu|sanh|cho cho|doi|cho_doi|ngoi ~ thieu|ban|toi|khong|co_moi|hep|ngot|dong|it|nang|mua|chat|nong
thieu ghe|cho_ngoi|quat|ban|den; it ghe; # ghe; # cai ghe; may cai ghe; ghế ~ gay|hong|thieu|it|khong_du|cu|vo|ngoi
ghe ~ gay|hong|khong_du
khong|chang|chua|khong_he co|thay|duoc ~ ghe|cho_ngoi|nuoc_uong|quat|dieu_hoa|mai_che|loi_di|duong_doc
khong|chang|chua|khong_he co|thay|duoc ~ cho_de_xe|nha_ve_sinh|thang_may|ram_doc
khong|chang|chua|khong_he co|thay|duoc ~ cho_dung|cho_gui_xe|cho_do_xe|rem|den
khong ghe|quat|rem|dieu_hoa|mai_che|nuoc_uong
quat|dieu_hoa|may_lanh|may_lay_so|may_in|thang_may ~ hong|hu|chet|te_liet|tat
quat|dieu_hoa|may_lanh|may_lay_so|may_in|thang_may ~ gay|vo|khong_chay|khong_hoat_dong|truc_trac|nhu_khong
may_photo|bang_dien_tu|man_hinh|loa|camera|bong_den ~ hong|hu|chet|te_liet|tat
may_photo|bang_dien_tu|man_hinh|loa|camera|bong_den ~ gay|vo|khong_chay|khong_hoat_dong|truc_trac|nhu_khong
may_tinh|cua|tran|may_boc_so|kinh|voi_nuoc ~ hong|hu|te_liet|gay|vỡ|khong_chay|nứt|tham|dot
may_lay_phieu|may_goi_so|cua_kinh|cua_so|mai|tuong ~ hong|hu|te_liet|gay|vỡ|khong_chay|nứt|tham|dot
nha ve sinh ~ ban|hoi|hong|khong|khoa|tac|mat|thoi|kinh; khu ve sinh
bai|cho|nha|nha_de|noi de_xe|gui_xe|do_xe|dau_xe|giu_xe ~ khong|chat|xa|nang|thieu|chua|het|dat|thu; xe lan
duong|loi ~ xe_lan|khuyet_tat; tru so ~ xuong_cap|cu|dot|chat|tam|xap_xe; nguoi khuyet tat ~ khong|kho|len
khuyet tat; bac tam_cap|thang; tam cap; cau thang ~ cao|doc|kho|nguoi_gia; ngoi bet|dat|xuong_dat|ngoai_nang
binh chua chay; phong chay ~ het_han|hong|khong
dung ~ tran_ra|ngoai_hien|ra_hien|tan_hien|ngoai_nang|ngoai_troi|ngoai_duong|cho_ngoi
bien|bang chi_dan|chi_duong|huong_dan ~ khong|mo|hong|thieu; nang ~ chieu|hat|roi ~ mat|thang|vao; de lam canh
vã mồ hôi; het cho ~ de|gui|do|ngoi|xe; hết chỗ; xe ~ ngoai duong ~ het|khong|vi; khong voi toi; quay ~ cao qua
di ve sinh ~ nho|phai|khong; toilet ~ khoa; mat mu bao_hiem|xe; khong bat dieu_hoa|quat|den
bang|man dien_tu|hinh ~ khong hien|sang|chay; loa ~ be|re|nho|khong; goi so ~ khong hien|nghe; thang bo ~ tang
tang # ~ khong|cu|nguoi_gia|leo; leo ~ tang|cau_thang|bac ~ khong|cu|nguoi; cau thang
tru so ~ xa|moi|chuyen ~ xa|cay_so|km; xa qua ~ nguoi gia|di_lai; # cay so; # km ~ lam giay|tru_so|uy_ban
binh nuoc ~ can|het|khong; quat ~ chay|hong|hu; quạt cháy; khong co cho ~ ngoi|dung|viet|de
""",
        3: """
phong cho; khu cho; cho ngoi; ghe ngoi; may lay|boc so; bai do|gui|de|dau|giu xe; cho de|do|gui|dau|giu xe; gui xe
mai che; nuoc uong; nong nuc; nong buc; ngot ngat; chat choi; chat hep; chen nhau|chuc; chen chúc; nguoi khuyet tat
wc; toilet; nha ve sinh; dieu hoa; quat tran|dien; cay nuoc; ổ cắm; o cam dien; but viet; ban viet; bien chi dan
kho tim phong; thang may; cho con bu; nha de xe; dieu kien ~ vat_chat; co so vat chat; trang thiet bi; giay ve sinh
xa phong; thùng rác o_tru_so; loa goi so; goi so ~ khong_nghe; khong nghe ro so; man hinh; rèm; cho nguoi gia ngoi
mo hoi; trời # do; # độ; di ve sinh; cho de xe; san ~ chat|het; ong nuoc; bon rua; loa goi; bang dien tu; tang #; rè
uy ban ~ chat|nong|xa
""",
        2: """
hỏng ~ thang|tuan|lau|mai; hong mai; chật; nóng; ghế; cu nat; tối tăm; toi tan; dột; xuong cap; nguoi gia ~ dung|cho
tru so; chỗ ngồi; may in; thieu anh sang
""",
        1: "quạt; may; phong; tru so; hong",
    },
    Category.DIGITAL_SERVICE: {
        4: """
dich vu cong ~ loi|cham|treo|quay|khong|sap|kho|van|vang; cong ~ dich_vu ~ loi|treo|khong|van|bao; vneid
dang nhap ~ khong|loi|bao|mai; khong|chua|chang ~ dang_nhap; otp; ma xac thuc|xac_nhan; loi he thong
he thong ~ bao_loi|lỗi|treo|sap|nghen|khong_nhan|cap_nhat|bao_tri; he thong loi; do he thong
web|trang|website|phan_mem|app ~ treo|sap|khong_vao|khong_mo|cham|đơ|văng|thoat
ung_dung|trang_web|zalo|he_thong|cong ~ treo|sap|khong_vao|khong_mo|cham|đơ|văng|thoat
web|trang|website|phan_mem|app ~ khong_nhan|khong_gui|khong_dung|van_ra|vang_ra|bi_do|xoay|loi
ung_dung|trang_web|zalo|he_thong|cong ~ khong_nhan|khong_gui|khong_dung|van_ra|vang_ra|bi_do|xoay|loi
nop ~ truc_tuyen|online|qua_mang|tren_mang|tren_cong|tren_app
lam|nop|khai|dang_ky ~ tren_mang|qua_mang|tren_app|online|truc_tuyen|tren_dien_thoai
tai|upload|up|dinh_kem|gui ~ file|tep|anh ~ khong|loi|bao|nang|mai|qua; sai dinh dang; qua dung luong
thanh toan ~ loi|khong_duoc|truc_tuyen|treo|online|qr; chuyen khoan ~ le_phi|he_thong|van|chua_nhan
tien ~ trừ|tru_roi|bi_tru|da_tru ~ ho_so|chua|van|khong|ma; bi trừ tien; tru tien; cho thanh toan
trang thai ~ sai|khong|van|chua; chu ky so; ky so; tai khoan ~ khoa|lỗi|khong|bi; mang ~ loi|rớt ~ ho_so|nop
tren cong|mang|app|he_thong|web|vneid ~ van ~ bao|ghi|hien|chua|dang|cho; bao ~ dang xu ly
tren mang ~ bi|bao|khong|tra; rot mang; mat mang; nghen mang; khong vao duoc ~ web|trang|cong|app|he_thong|mang
thao tac ~ loi|khong; tich hop ~ khong|chua|vneid; cap nhat ~ vneid|dinh_danh|he_thong; van ra ngoai; vang ra; đơ
bam ~ khong duoc|chay|an; phien lam viec; bam gui|nop ~ khong|bao|het; khong ~ tich hop
tich hop ~ the|bao_hiem|giay; chua ghi nhan; qua|quet qr; thanh cong roi ma; he thong ~ chua
dien xong ~ mat|het|loi; ma loi; mã lỗi #; hien ~ loi ~ #; loi #; tai khoan ~ khoa
cam ~ khong nhan ~ ky|usb|may|chu_ky; usb token; khong|chua|ko gui|nhan|co ~ ma xac|otp|xac_nhan|xac_thuc
app|he_thong|cong|web bao ~ da|dang|chua|khong; app ~ loi|khong|bao|van; khong tai duoc; khong mo duoc
khong hien ~ ho_so|giay|the; mat du lieu; khong luu duoc; chat bot ~ khong; tu dong ~ thoat|dang_xuat
""",
        3: """
dich vu cong truc tuyen|quoc_gia|online; nop qua mang; bao loi; dinh danh dien tu; app dinh danh; truc tuyen
dang nhap; dang ky tai khoan; quay vong; xoay vong; quay mai; xoay đều; tai len; tai file|tep; lien thong
du lieu ~ khong_khop|sai|chua_cap_nhat|chua_dong_bo; dong bo; khong dung|quet duoc ~ the; quet ma|qr; ma qr
quen mat khau; tai khoan dinh danh; khong nop duoc; khong gui duoc; tren mang; trên app; tu kiosk; kiosk
may tra cuu; scan; chup anh ~ mo|khong; nhan dien khuon mat; sinh trac; tich hop; bam gui; mã lỗi; dien thong tin
hết phiên
""",
        2: """
online; mat khau; phan mem; ung dung; website; trang web; treo may; thanh toan; he thong; app; dinh dang; file
tin nhan ~ khong; internet; wifi; cap nhat
""",
        1: "dich vu cong; cong dich vu; mang; dien tu",
    },
}
